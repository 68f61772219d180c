// What is shown: what passes the filters and the two days, and is in the neighbourhood, if one is chosen.

import type { Edge, Node } from "../data.ts";
import { inPeriods } from "../logic/periods.ts";
import { neighbourhood } from "../logic/routes.ts";
import { isKnownBy } from "../logic/versions.ts";
import { type GraphNode, nodeOf, relations, things } from "./graph.ts";
import { state } from "./state.ts";

const isPresent = (thing: Node | Edge): boolean =>
  inPeriods(thing.held, state.days.at) && isKnownBy(thing, state.days.known);

const passes = (node: Node): boolean => !state.hiddenKinds.has(node.kind) && isPresent(node);

const isPassing = (edge: Edge): boolean =>
  !state.hiddenRelations.has(edge.relation) &&
  !(state.inferredHidden && edge.inferred) &&
  isPresent(edge) &&
  passes(nodeOf(edge.from)) &&
  passes(nodeOf(edge.to));

export const isShown = (node: Node): boolean => passes(node) && (!state.near || state.near.has(node.id));

export const isEdgeShown = (edge: Edge): boolean =>
  isPassing(edge) && isShown(nodeOf(edge.from)) && isShown(nodeOf(edge.to));

export const shownNodes = (): GraphNode[] => things.filter(isShown);
export const shownEdges = (): Edge[] => relations.filter(isEdgeShown);

// Computes the chosen neighbourhood again.
export function updateNear(): void {
  const { centred } = state;
  state.near = centred && neighbourhood(relations.filter(isPassing), centred.id, centred.steps);
}

// Changes the sets in place, because the switches refer to them.
export function refill(hiddenKinds: string[], hiddenRelations: string[]): void {
  state.hiddenKinds.clear();
  state.hiddenRelations.clear();
  for (const kind of hiddenKinds) state.hiddenKinds.add(kind);
  for (const relation of hiddenRelations) state.hiddenRelations.add(relation);
}
