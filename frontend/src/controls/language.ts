// The choice of a language for names, if names have several.

import { select } from "../actions.ts";
import { restyle } from "../drawing/looks.ts";
import { byId, make, withHandlers } from "../elements.ts";
import { tally } from "../logic/counts.ts";
import { isolated } from "../logic/text.ts";
import { things } from "../state/graph.ts";
import { root } from "../state/media.ts";
import { emit } from "../state/signals.ts";
import { state } from "../state/state.ts";

const counts = (): Map<string, number> =>
  tally(
    things.flatMap((node) => Object.keys(node.labels)),
    (tag) => tag,
  );

const otherLanguages = (): string[] =>
  counts().size < 2 ? [] : [...counts().keys()].filter((tag) => tag !== "en").sort();

export const languages = (): Set<string> => new Set(otherLanguages());

export function makeLanguageChoice(): void {
  const number = counts();
  if (number.size < 2) return;
  const options = otherLanguages().map((tag) =>
    make("option", { value: tag, lang: tag }, `${isolated(nameOf(tag))} (${number.get(tag)})`),
  );
  const choice = make("select", { id: "language" }, make("option", { value: "" }, "English"), ...options);
  withHandlers(choice, { change: () => setLanguage(choice.value) });
  byId("language-row").append(choice);
  byId("language-row").hidden = false;
}

function nameOf(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function chooseLanguage(tag: string): void {
  const choice = document.getElementById("language") as HTMLSelectElement | null;
  if (choice) choice.value = tag;
  if (tag !== state.language) setLanguage(tag);
}

function setLanguage(tag: string): void {
  state.language = tag;
  root.dataset.language = tag;
  for (const node of things) node.label = node.labels[tag] ?? node.defaultLabel;
  if (state.selected) select(state.selected, { bring: false });
  emit("language");
  restyle();
}
