// The places and sizes of things in each view.

import { VIEWS, type View } from "../logic/address.ts";
import { dotIn } from "../logic/communities.ts";
import type { Point } from "../logic/geometry.ts";
import { allThings, data, type GraphNode, groups, isLarge, isOnMap } from "../state/graph.ts";
import { narrow } from "../state/media.ts";
import { showsBubbles, stage, stageNodes } from "../state/stage.ts";
import { state } from "../state/state.ts";
import { isShown, shownNodes } from "../state/visible.ts";
import { theNetwork } from "./network.ts";

// On the map the discs of countries are moved apart, on a phone further.
const discs = (): "small" | "wide" => (narrow.matches ? "small" : "wide");

export const dotOf = (node: GraphNode): Point => dotIn(groups[node.community!]!, node);

export function placeOf(node: GraphNode): Point {
  if (state.view === "layers") return { x: node.layer[0], y: node.layer[1] };
  if (state.view === "map" && isOnMap(node)) return { x: node[discs()]![0], y: node[discs()]![1] };
  if (showsBubbles()) return dotOf(node);
  return stage.places?.get(node.id) ?? { x: node.x, y: node.y };
}

export function setPlace(node: GraphNode, { x, y }: Point): void {
  if (state.view === "layers") node.layer = [x, y];
  else if (state.view === "map" && isOnMap(node)) node[discs()] = [x, y];
  else Object.assign(stage.places?.get(node.id) ?? node, { x, y });
}

export function sizeOf(node: GraphNode): number {
  if (state.view === "layers") return node.kind === "Country" ? 8.5 : node.kind === "Official" ? 4.5 : 6;
  if (state.view === "map") return data.map!.discs[discs()] - (narrow.matches ? 5 : 4);
  return node.size;
}

// The things on stage that the filters show.
export function presentNodes(): GraphNode[] {
  if (isLarge) return stageNodes().filter(isShown);
  return state.view === "map" ? shownNodes().filter(isOnMap) : shownNodes();
}

// While the stage changes, the drawing may not contain all of its things yet.
export const placedNodes = (): GraphNode[] =>
  isLarge ? presentNodes().filter((node) => theNetwork().body.nodes[node.id]) : presentNodes();

export const columnsOf = (list: GraphNode[]): number[] =>
  [...new Set(list.map((node) => node.column))].sort((a, b) => a - b);

export const columnsShown = (): number[] => columnsOf(stageNodes());

export function columnWidth(): number {
  const [first, second] = [...new Set(stageNodes().map((node) => node.layer[0]))].sort((a, b) => a - b);
  return second === undefined ? 220 : second - first!;
}

// The columns that the view of layers would show; of a large graph, those of the open community. They do not depend on
// the days, so that a view remains available.
export const layerColumns = (): number[] =>
  columnsOf(isLarge ? allThings.filter((node) => node.community === state.opened) : allThings);

export const availableViews = (): View[] =>
  VIEWS.filter((name) => name === "network" || (name === "layers" ? layerColumns().length > 1 : data.map));
