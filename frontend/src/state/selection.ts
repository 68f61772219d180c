// The selection: its things and its title.

import type { AnswerRow, Edge } from "../data.ts";
import type { Step } from "../logic/routes.ts";
import { isolated, separated } from "../logic/text.ts";
import { arcOf, arcs } from "./arcs.ts";
import { data, edgeOf, nodeOf, nodes } from "./graph.ts";
import { type Item, state } from "./state.ts";
import { isEdgeShown, isShown } from "./visible.ts";

export const isSelected = (type: Item["type"], id: string): boolean =>
  state.selected?.type === type && state.selected.id === id;

// Whether an end of the path is missing. Then a click in the drawing chooses it.
export const isChoosingEnds = (): boolean => state.selected?.type === "path" && !(state.path.from && state.path.to);

export const route = (): Step[] => state.path.routes[state.path.at] ?? [];

export function onPath(): string[] {
  const ends = [state.path.from, state.path.to].filter((id) => id !== null);
  return [...ends, ...route().flatMap((step) => [step.from, step.to])];
}

export const rowOf = (id: string): AnswerRow => data.answer!.rows[Number(id)]!;
export const rowNodes = (id: string): string[] => rowOf(id).nodes.filter((node) => isShown(nodeOf(node)));
export const rowEdges = (id: string): Edge[] => rowOf(id).edges.map(edgeOf).filter(isEdgeShown);

// The things that an item consists of.
export function thingsOf({ type, id }: Item): string[] {
  if (type === "node") return [id];
  if (type === "path") return onPath();
  if (type === "row") return rowNodes(id);
  const { from, to } = type === "arc" ? arcOf(id) : edgeOf(id);
  return [from, to];
}

// The title of an item.
export function titleOf({ type, id }: Item): string {
  if (type === "node") return nodeOf(id).label;
  if (type === "row") return `row ${Number(id) + 1}`;
  if (type === "path") {
    const { from, to } = state.path;
    const end = (word: string, node: string | null) => node && `${word} ${isolated(nodeOf(node).label)}`;
    return separated(["shortest path", end("from", from), end("to", to)], " ");
  }
  const { from, to } = type === "arc" ? arcOf(id) : edgeOf(id);
  const parts = [from, type === "edge" && edgeOf(id).label, to];
  return separated(
    parts.map((part) => part && isolated(nodes.get(part)?.label ?? part)),
    " – ",
  );
}

export function isStillShown({ type, id }: Item): boolean {
  if (type === "row") return true;
  if (type === "node") return isShown(nodeOf(id));
  return type === "edge" ? isEdgeShown(edgeOf(id)) : arcs.has(id);
}
