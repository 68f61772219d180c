// The arcs of the map, from what the filters show.

import type { Edge, Node } from "../data.ts";
import { type Arc, findArcs, firstStrength, strengthOf, strongestOf } from "../logic/arcs.ts";
import { isKnownBy } from "../logic/versions.ts";
import { allRelations, allThings, data, isLarge, isOnMap, nodeOf } from "./graph.ts";
import { state } from "./state.ts";
import { shownEdges, shownNodes } from "./visible.ts";

const COLUMNS_SHARED = ["Sessions", "Frameworks", "Commitments"];

export let arcs = new Map<string, Arc>();

const isShared = (node: Node): boolean => COLUMNS_SHARED.includes(data.columns[node.column]!);

export function updateArcs(): void {
  // In a large graph arcs are computed only for the map, because that takes long.
  if (isLarge && state.view !== "map") return;
  arcs = arcsOf(shownNodes(), shownEdges());
  state.strengthAtFirst ??= firstStrength(arcsOf(allThings.filter(isKnown), allRelations.filter(isKnown)).values());
  state.strength ??= state.strengthAtFirst;
}

// The initial strength does not depend on what is shown, so that the same address shows the same arcs on every page.
const isKnown = (thing: Node | Edge): boolean => isKnownBy(thing, null);

const arcsOf = (nodes: Node[], edges: Edge[]): Map<string, Arc> =>
  findArcs({ shared: nodes.filter(isShared), edges, isOnMap: (id) => isOnMap(nodeOf(id)) });

export const arcOf = (id: string): Arc => arcs.get(id)!;
export const strongest = (): number => strongestOf(arcs.values());
export const isStrong = (arc: Arc): boolean => strengthOf(arc) >= (state.strength ?? 0);
