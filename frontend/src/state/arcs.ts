// The arcs of the map, from what the filters show.

import type { Node } from "../data.ts";
import { type Arc, findArcs, firstStrength, strengthOf, strongestOf } from "../logic/arcs.ts";
import { data, isLarge, isOnMap, nodeOf } from "./graph.ts";
import { state } from "./state.ts";
import { shownEdges, shownNodes } from "./visible.ts";

const COLUMNS_SHARED = ["Sessions", "Frameworks", "Commitments"];

export let arcs = new Map<string, Arc>();

const isShared = (node: Node): boolean => COLUMNS_SHARED.includes(data.columns[node.column]!);

export function updateArcs(): void {
  // In a large graph arcs are computed only for the map, because that takes long.
  if (isLarge && state.view !== "map") return;
  arcs = findArcs({
    shared: shownNodes().filter(isShared),
    edges: shownEdges(),
    isOnMap: (id) => isOnMap(nodeOf(id)),
  });
  if (state.strengthAtFirst !== null) return;
  state.strengthAtFirst = firstStrength(arcs.values());
  state.strength ??= state.strengthAtFirst;
}

export const arcOf = (id: string): Arc => arcs.get(id)!;
export const strongest = (): number => strongestOf(arcs.values());
export const isStrong = (arc: Arc): boolean => strengthOf(arc) >= (state.strength ?? 0);
