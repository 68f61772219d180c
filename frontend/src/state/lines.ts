// The lines that are drawn for the relations on stage.

import type { Edge } from "../data.ts";
import { chooseLines, drawnInWords, type Lines } from "../logic/thinning.ts";
import { data, nodeOf } from "./graph.ts";
import { edgesHere } from "./stage.ts";
import { state } from "./state.ts";

let chosen: Lines | null = null;
// The relations of what is looked at, worked out once for all.
let looked: Set<string> | null = null;

export function lines(): Lines {
  const { crowd, many, steps } = data;
  chosen ??= chooseLines(edgesHere(), { thinned: state.thinned, crowd, many, steps, rankOf });
  return chosen;
}

export function forgetLines(): void {
  chosen = null;
}

export const columnGap = (edge: Edge): number => Math.abs(nodeOf(edge.from).column - nodeOf(edge.to).column);

// In layers relations between neighbouring columns are always drawn, and then those across fewer columns.
const rankOf = (edge: Edge): number => (state.view === "layers" ? Math.max(columnGap(edge) - 1, 0) : edge.rank);

export function lookAt(edges: Set<string> | null): void {
  looked = edges;
}

// What is looked at is drawn whole, but for what a thick line stands for.
export function isEdgeDrawn({ id }: Edge): boolean {
  const { drawn, behind } = lines();
  return drawn.has(id) || Boolean(looked?.has(id) && !looked.has(behind.get(id) ?? ""));
}

export const linesInWords = (drawn: number, shown: number): string => drawnInWords(drawn, shown, lines().thick);
