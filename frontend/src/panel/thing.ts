// The details of a thing.

import { focusOn, openDetails, showPath } from "../actions.ts";
import type { Edge, Node } from "../data.ts";
import { button, heading, link, make, textElement } from "../elements.ts";
import { strengthOf } from "../logic/arcs.ts";
import { periodInWords } from "../logic/periods.ts";
import { capitalised, classLabel, plural } from "../logic/text.ts";
import { arcs } from "../state/arcs.ts";
import { type GraphNode, isOnMap, nodeOf, relationsOf } from "../state/graph.ts";
import { state } from "../state/state.ts";
import { isEdgeShown } from "../state/visible.ts";
import { directed } from "../state/words.ts";
import { addConflicts } from "./evidence.ts";
import { icon } from "./icons.ts";
import { addPassages, contestedTag, focusIn, links, tag, tags, thingButton } from "./parts.ts";

export function describeThing(panel: HTMLElement, node: GraphNode): void {
  panel.append(tags(node, tag(icon(node.kind, node.planned), classLabel(node.kind))), textElement(node.label, "h2"));
  if (node.subtitle) panel.append(textElement(node.subtitle, "p", { class: "subtitle" }));
  for (const text of [periodInWords(node), node.due && `due ${node.due}`]) {
    if (text) panel.append(textElement(text, "p", { class: "when" }));
  }
  if (node.fulfilled_by) panel.append(textElement(`fulfilled by ${node.fulfilled_by}`, "p", { class: "subtitle" }));
  panel.append(actionButtons(node));
  addConflicts(panel, node);
  if (node.note) panel.append(textElement(node.note, "p", { class: "note" }));
  if (node.facts.length) panel.append(heading("Facts"), make("dl", {}, ...node.facts.flatMap(fact)));
  if (state.view === "map" && isOnMap(node)) addSharing(panel, node);
  addPassages(panel, node.passages);
  addRelations(panel, node);
}

const fact = ([name, value]: [string, string]): HTMLElement[] => [
  textElement(name, "dt"),
  make("dd", { dir: "auto" }, link(value, value)),
];

// Buttons: find a path from the thing, or show only its neighbourhood.
function actionButtons(node: Node): HTMLElement {
  const { centred } = state;
  const action = (text: string, run: () => void, isPressed?: boolean) =>
    button({ class: "action", "aria-pressed": isPressed === undefined ? null : String(isPressed) }, run, text);
  const isWithin = (steps: number) => centred?.id === node.id && centred.steps === steps;
  const only = (text: string, steps: number) =>
    action(text, () => focusOn(isWithin(steps) ? null : node.id, steps), isWithin(steps));
  const path = () => {
    showPath(node.id, null);
    focusIn("path-to");
  };
  return make(
    "div",
    { class: "actions" },
    action("Path from here", path),
    only("Only neighbours", 1),
    only("Two steps", 2),
  );
}

// The arcs of a country as a list, so that users can open them without a pointer.
function addSharing(panel: HTMLElement, node: Node): void {
  const own = [...arcs.values()].filter(({ from, to }) => node.id === from || node.id === to);
  if (!own.length) return;
  const items = own
    .sort((a, b) => strengthOf(b) - strengthOf(a))
    .map((arc) => {
      const other = nodeOf(arc.from === node.id ? arc.to : arc.from);
      const open = button({ class: "plain" }, () => openDetails({ type: "arc", id: arc.id }), textElement(other.label));
      return make("li", {}, open, tag(plural(strengthOf(arc), "link", "links")));
    });
  panel.append(heading(`Shares with (${own.length})`), links(...items));
}

function addRelations(panel: HTMLElement, node: Node): void {
  const shown = relationsOf(node.id).filter(isEdgeShown);
  if (!shown.length) return;
  const groups = new Map<string, HTMLElement[]>();
  for (const edge of shown) {
    const other = nodeOf(edge.from === node.id ? edge.to : edge.from);
    const item = make("li", {}, thingButton(other), edge.contested && contestedTag(), whyButton(edge, other));
    const name = directed(edge, node.id);
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  panel.append(heading(`Relations (${shown.length})`));
  for (const [name, items] of groups) panel.append(textElement(name, "p", { class: "group" }), links(...items));
}

// A button that opens the evidence of a relation. A relation that was added in pyvis has none, but it may have a note.
function whyButton(edge: Edge, other: Node): HTMLElement | null {
  const why = reasonOf(edge);
  if (!why) return null;
  const name = `${capitalised(why)}: ${edge.label}, ${other.label}`;
  return button({ class: "plain why", "aria-label": name }, () => openDetails({ type: "edge", id: edge.id }), why);
}

function reasonOf({ proofs, proof, passages, sources, role }: Edge): string | null {
  if (proofs.length || proof) return "proof";
  if (passages.length || sources.length) return "source";
  return role ? "note" : null;
}
