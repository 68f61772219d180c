// The choice of a language for names, if names have several.

import { select } from "../actions.ts";
import { restyle } from "../drawing/looks.ts";
import { byId, make, withHandlers } from "../elements.ts";
import { tally } from "../logic/counts.ts";
import { isolated } from "../logic/text.ts";
import { nameThings, things } from "../state/graph.ts";
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
  byId("language-row").hidden = number.size < 2;
  document.getElementById("language")?.remove();
  if (number.size < 2) return;
  const options = otherLanguages().map((tag) =>
    make("option", { value: tag, lang: tag }, `${isolated(nameOf(tag))} (${number.get(tag)})`),
  );
  const choice = make("select", { id: "language" }, make("option", { value: "" }, "English"), ...options);
  withHandlers(choice, { change: () => setLanguage(choice.value) });
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

export function chooseLanguage(tag: string): void {
  const choice = document.getElementById("language") as HTMLSelectElement | null;
  if (choice) choice.value = tag;
  if (tag !== state.language) setLanguage(tag);
}

function setLanguage(tag: string): void {
  state.language = tag;
  root.dataset.language = tag;
  nameThings(tag);
  if (state.selected) select(state.selected, { bring: false });
  emit("language");
  restyle();
}
