// The choice of a language for names, if names have several.

import { select } from "../actions.ts";
import { restyle } from "../drawing/looks.ts";
import { byId, make, withHandlers } from "../elements.ts";
import { tally } from "../logic/counts.ts";
import { isolated } from "../logic/text.ts";
import { allThings, type GraphNode, nameThings, things } from "../state/graph.ts";
import { root } from "../state/media.ts";
import { emit } from "../state/signals.ts";
import { state } from "../state/state.ts";

const countsOf = (nodes: GraphNode[]): Map<string, number> =>
  tally(
    nodes.flatMap((node) => Object.keys(node.labels)),
    (tag) => tag,
  );

const otherLanguages = (number: Map<string, number>): string[] =>
  number.size < 2 ? [] : [...number.keys()].filter((tag) => tag !== "en").sort();

// The languages that can be chosen on some day.
export const languages = (): Set<string> => new Set(otherLanguages(countsOf(allThings)));

// The chosen language remains in the list, even if no name that was known by the chosen day is in it.
export function makeLanguageChoice(): void {
  const number = countsOf(things);
  if (state.language && !number.has(state.language)) number.set(state.language, 0);
  byId("language-row").hidden = number.size < 2;
  document.getElementById("language")?.remove();
  if (number.size < 2) return;
  const options = otherLanguages(number).map((tag) =>
    make("option", { value: tag, lang: tag }, `${isolated(nameOf(tag))} (${number.get(tag)})`),
  );
  const choice = make("select", { id: "language" }, make("option", { value: "" }, "English"), ...options);
  withHandlers(choice, { change: () => showNamesIn(choice.value) });
  choice.value = state.language;
  byId("language-row").append(choice);
}

function nameOf(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function setLanguage(tag: string): void {
  state.language = tag;
  root.dataset.language = tag;
  nameThings(tag);
}

function showNamesIn(tag: string): void {
  setLanguage(tag);
  if (state.selected) select(state.selected, { bring: false });
  emit("language");
  restyle();
}
