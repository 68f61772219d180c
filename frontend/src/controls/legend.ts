// The legend: every class, relation and sign with its count, and switches that hide them.

import { refilter } from "../actions.ts";
import { button, byId, make, textElement } from "../elements.ts";
import { type Counts, countsOf, partOf, signsOf, tally } from "../logic/counts.ts";
import { classLabel } from "../logic/text.ts";
import { contestedIcon, icon, lineIcon } from "../panel/icons.ts";
import { kinds, relations, things } from "../state/graph.ts";
import { state } from "../state/state.ts";

// Functions that update the switches, and the counts of what is shown.
const switches: (() => void)[] = [];
const counters: ((shown: Counts) => void)[] = [];

export const updateSwitches = (): void => {
  for (const update of switches) update();
};

export const updateCounters = (shown: Counts): void => {
  for (const update of counters) update(shown);
};

// The total count; if fewer are shown, that number comes first.
function counter(whole: number, shownOf: (shown: Counts) => number): HTMLElement {
  const part = make("span", { class: "part" });
  counters.push((shown) => {
    const text = partOf(shownOf(shown), whole);
    if (part.textContent !== text) part.textContent = text;
  });
  return make("span", { class: "count" }, part, String(whole));
}

type Figure = HTMLElement | SVGElement;

const nameOf = (text: string): HTMLElement => textElement(text, "span", { class: "name" });

function addSwitch(
  list: HTMLElement,
  figure: Figure,
  name: string,
  count: HTMLElement,
  isOn: () => boolean,
  turn: (on: boolean) => void,
): HTMLInputElement {
  const box = make("input", { type: "checkbox", checked: true });
  const row = make("label", { class: "row" }, box, figure, nameOf(name), count);
  box.addEventListener("change", () => {
    turn(box.checked);
    refilter();
  });
  switches.push(() => {
    box.checked = isOn();
    row.classList.toggle("off", !isOn());
  });
  list.append(row);
  return box;
}

interface Filtered {
  key: string;
  name: string;
  figure: Figure;
  whole: number;
}

// A switch for each key, and one for all. The set contains the hidden keys.
function addSwitches(list: HTMLElement, hidden: Set<string>, which: "kinds" | "relations", all: Filtered[]): void {
  for (const { key, name, figure, whole } of all) {
    // A hidden class or relation keeps its total count: so many may appear if the user switches it on.
    const count = counter(whole, (shown) => (hidden.has(key) ? whole : (shown[which].get(key) ?? 0)));
    const turn = (on: boolean) => (on ? hidden.delete(key) : hidden.add(key));
    addSwitch(list, figure, name, count, () => !hidden.has(key), turn).dataset.key = key;
  }
  const title = list.firstElementChild!;
  const everything = button({ class: "all" }, () => {
    const hide = hidden.size === 0;
    hidden.clear();
    if (hide) for (const { key } of all) hidden.add(key);
    refilter();
  });
  switches.push(() => {
    everything.textContent = hidden.size ? "all" : "none";
    everything.setAttribute("aria-label", `${title.textContent}: ${everything.textContent}`);
  });
  title.after(everything);
}

// Lists the classes, relations and signs of what was known by the chosen day.
export function makeLegend(): void {
  switches.length = 0;
  counters.length = 0;
  for (const id of ["kinds", "relations", "signs"]) {
    for (const row of byId(id).querySelectorAll(".row, .all")) row.remove();
  }
  const counts = countsOf(things, relations);
  const classes = [...kinds.keys()]
    .filter((kind) => counts.kinds.has(kind))
    .map((kind) => ({ key: kind, name: classLabel(kind), figure: icon(kind), whole: counts.kinds.get(kind)! }));
  addSwitches(byId("kinds"), state.hiddenKinds, "kinds", classes);
  addSwitches(byId("relations"), state.hiddenRelations, "relations", relationRows());
  byId("relations").hidden = !relations.length;
  addSigns();
}

function relationRows(): Filtered[] {
  // The label of a relation through a third thing is the name of that thing; the filter needs the name of the relation.
  const names = new Map(
    relations.map((edge) => [edge.relation, edge.via ? classLabel(edge.relation.replace(/^.*:/, "")) : edge.label]),
  );
  const stated = new Set(relations.filter((edge) => !edge.inferred).map((edge) => edge.relation));
  return [...tally(relations, (edge) => edge.relation)]
    .map(([key, whole]) => ({ key, name: names.get(key)!, figure: lineIcon(!stated.has(key)), whole }))
    .sort((a, b) => b.whole - a.whole || (a.name < b.name ? -1 : 1));
}

function addSigns(): void {
  const { inferred, planned, contested } = signsOf(things, relations);
  const list = byId("signs");
  const sign = (figure: Figure, name: string, count: HTMLElement) =>
    list.append(make("div", { class: "row sign" }, figure, nameOf(name), count));
  if (inferred) {
    const count = counter(inferred, (shown) => (state.inferredHidden ? inferred : shown.inferred));
    const turn = (on: boolean) => {
      state.inferredHidden = !on;
    };
    addSwitch(list, lineIcon(true), "Inferred, with a proof", count, () => !state.inferredHidden, turn).id = "inferred";
  }
  const example = things.find((node) => node.planned);
  if (example)
    sign(
      icon(example.kind, true),
      "Planned",
      counter(planned, (shown) => shown.planned),
    );
  if (contested)
    sign(
      contestedIcon(),
      "Contested",
      counter(contested, (shown) => shown.contested),
    );
  list.hidden = !(inferred || planned || contested);
}
