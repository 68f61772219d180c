// The lines that are drawn for the relations on stage.

import type { Edge } from "../data.ts";
import { chooseLines, drawnInWords, type Lines } from "../logic/thinning.ts";
import { data, nodeOf } from "./graph.ts";
import { edgesHere } from "./stage.ts";
import { state } from "./state.ts";

let chosen: Lines | null = null;
// The relations in focus, stored because each relation asks for them.
let focusedEdges: Set<string> | null = null;

export function lines(): Lines {
  const { crowd, many, steps } = data;
  chosen ??= chooseLines(edgesHere(), { thinned: state.thinned, crowd, many, steps, rankOf });
  return chosen;
}

export function forgetLines(): void {
  chosen = null;
}

export const columnGap = (edge: Edge): number => Math.abs(nodeOf(edge.from).column - nodeOf(edge.to).column);

// In layers, relations between adjacent columns are always drawn; then those that cross fewer columns come first.
const rankOf = (edge: Edge): number => (state.view === "layers" ? Math.max(columnGap(edge) - 1, 0) : edge.rank);

export function setFocusedEdges(edges: Set<string> | null): void {
  focusedEdges = edges;
}

// Relations in focus are always drawn, except those for which a thick line stands.
export function isEdgeDrawn({ id }: Edge): boolean {
  const { drawn, representedBy } = lines();
  return drawn.has(id) || Boolean(focusedEdges?.has(id) && !focusedEdges.has(representedBy.get(id) ?? ""));
}

export const linesInWords = (drawn: number, shown: number): string => drawnInWords(drawn, shown, lines().thick);
