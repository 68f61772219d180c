// The stage: the things that are drawn. A graph of up to 2,000 things is drawn whole. Of a larger graph only a part is
// drawn: the open community, a neighbourhood, or the selection. If there is no such part, bubbles represent the
// communities, which kg/page/layouts/communities.py finds.

import type { Edge } from "../data.ts";
import { arranged, type Tally, tallyCommunities } from "../logic/communities.ts";
import type { Point } from "../logic/geometry.ts";
import { edgeOf, type GraphNode, groups, isLarge, isOnMap, nodeOf, relations, relationsOf, things } from "./graph.ts";
import { isChoosingEnds, onPath, rowNodes } from "./selection.ts";
import { state } from "./state.ts";
import { isEdgeShown, shownEdges, shownNodes } from "./visible.ts";

interface Stage {
  key: string;
  list: GraphNode[];
  ids: Set<string>;
  edges: Edge[];
  // Places for things of several communities, which the layout does not place together.
  places: Map<string, Point> | null;
}

const MOST_DRAWN = 2000;

export let stage: Stage = { key: "", list: [], ids: new Set(), edges: [], places: null };
// Whether the drawing has not been updated since the stage changed.
let isNew = false;

export const stageNodes = (): GraphNode[] => (isLarge ? stage.list : things);
export const stageEdges = (): Edge[] => (isLarge ? stage.edges : relations);
export const showsBubbles = (): boolean => isLarge && state.view !== "map" && stage.list.length === 0;

export const isOnStage = (node: GraphNode): boolean => !isLarge || state.view === "map" || stage.ids.has(node.id);
export const isEdgeOnStage = (edge: Edge): boolean => isOnStage(nodeOf(edge.from)) && isOnStage(nodeOf(edge.to));
export const edgesHere = (): Edge[] => stageEdges().filter(isEdgeShown);

export function nearThatFits(): Set<string> | null {
  return state.near && state.near.size <= MOST_DRAWN ? state.near : null;
}

// The things of a selection that may span several communities.
function chosenThings(): string[] {
  const { selected, view } = state;
  if (!selected || isChoosingEnds() || view === "layers") return [];
  if (selected.type === "path") return onPath();
  if (selected.type === "row") return rowNodes(selected.id);
  return selected.type === "edge" ? [edgeOf(selected.id).from, edgeOf(selected.id).to] : [];
}

function wanted(): { name: string; list: GraphNode[]; inLine?: boolean } {
  if (state.view === "map") return { name: "map", list: things.filter(isOnMap) };
  const [chosen, near] = [chosenThings(), nearThatFits()];
  const isElsewhere = chosen.some((id) => nodeOf(id).community !== state.opened);
  if (isElsewhere && !(near && chosen.every((id) => near.has(id)))) {
    return {
      name: "chosen",
      list: [...new Set(chosen)].map(nodeOf),
      inLine: state.selected?.type !== "row",
    };
  }
  if (near && state.view !== "layers") {
    return { name: "near", list: [...near].map(nodeOf) };
  }
  if (state.opened === null) return { name: "", list: [] };
  return { name: `open ${state.opened}`, list: things.filter((node) => node.community === state.opened) };
}

// Updates the stage; returns whether it has changed.
export function updateStage(): boolean {
  if (!isLarge) return false;
  const { name, list, inLine = false } = wanted();
  // With the day of knowledge time the relations change, and with the filters a neighbourhood.
  const key = `${state.days.known} ${name}`;
  const isSame = list.length === stage.list.length && list.every((node, at) => node === stage.list[at]);
  if (key === stage.key && isSame) return false;
  const ids = new Set(list.map((node) => node.id));
  const isMixed = state.view !== "map" && list.some((node) => node.community !== list[0]!.community);
  const inside = (edge: Edge) => ids.has(edge.from) && ids.has(edge.to);
  stage = {
    key,
    list,
    ids,
    edges: state.view === "map" ? [] : [...new Set(list.flatMap((node) => relationsOf(node.id)))].filter(inside),
    places: isMixed ? arranged([...ids], inLine) : null,
  };
  isNew = true;
  return true;
}

export const isStageNew = (): boolean => isNew;
export function markStageDrawn(): void {
  isNew = false;
}

// The counts of the communities, computed when they are first needed.
let tallied: Tally | null = null;

export function communityTally(): Tally {
  tallied ??= tallyCommunities(groups.length, shownNodes(), shownEdges(), (id) => nodeOf(id).community!);
  return tallied;
}

export function forgetTally(): void {
  tallied = null;
}
