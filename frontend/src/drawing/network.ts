// The drawing by vis-network: its items, and the filters that select the visible ones.

import type { Bend } from "../data.ts";
import { byId } from "../elements.ts";
import { edgeOf, isOnMap, nodeOf } from "../state/graph.ts";
import { isEdgeDrawn } from "../state/lines.ts";
import { isEdgeOnStage, isOnStage } from "../state/stage.ts";
import { state } from "../state/state.ts";
import { isEdgeShown, isShown } from "../state/visible.ts";

interface Colours {
  background: string;
  border: string;
}

// A thing, or on the map a point where an arc crosses the edge.
export interface DrawnNode {
  id: string;
  x: number;
  y: number;
  shape: string;
  size: number;
  physics: false;
  edgePoint?: true;
  borderWidth: number;
  color?: Colours & { highlight: Colours; hover: Colours };
  [option: string]: unknown;
}

// A relation, or on the map an arc.
export interface DrawnEdge {
  id: string;
  from: string;
  to: string;
  arc?: true;
  width: number;
  smooth: (Bend & { forceDirection?: string }) | { enabled: false };
  dashes: number[] | boolean;
  arrows: { to: { enabled: boolean; scaleFactor?: number } };
  color: { color: string; highlight: string; hover: string; inherit: false };
  [option: string]: unknown;
}

export let allNodes: vis.DataSet<DrawnNode>;
export let allEdges: vis.DataSet<DrawnEdge>;
export let someNodes: vis.DataView<DrawnNode>;
export let someEdges: vis.DataView<DrawnEdge>;
// Null until the page is ready, and if there is nothing to draw.
export let network: vis.Network | null = null;

// For functions that run only while there is a drawing.
export const theNetwork = (): vis.Network => network!;

export function makeSets(): void {
  allNodes = new vis.DataSet();
  allEdges = new vis.DataSet();
  someNodes = new vis.DataView(allNodes, { filter: isNodeInView });
  someEdges = new vis.DataView(allEdges, { filter: isEdgeInView });
}

function isNodeInView(item: DrawnNode): boolean {
  if (item.edgePoint) return state.view === "map";
  const node = nodeOf(item.id);
  return isShown(node) && isOnStage(node) && (state.view !== "map" || isOnMap(node));
}

function isEdgeInView(item: DrawnEdge): boolean {
  if (item.arc || state.view === "map") return Boolean(item.arc) && state.view === "map";
  const edge = edgeOf(item.id);
  return isEdgeShown(edge) && isEdgeOnStage(edge) && isEdgeDrawn(edge);
}

export function makeNetwork(): vis.Network {
  network = new vis.Network(
    byId("canvas"),
    { nodes: someNodes, edges: someEdges },
    {
      physics: false,
      layout: { improvedLayout: false, randomSeed: 1 },
      autoResize: true,
      interaction: {
        hover: true,
        selectConnectedEdges: false,
        hoverConnectedEdges: false,
        keyboard: false,
        zoomSpeed: 0.7,
      },
      nodes: { chosen: false },
      edges: { chosen: false, selfReference: { size: 16 } },
    },
  );
  return network;
}

// The element of the drawing that can have the focus.
export const frame = (): HTMLElement => byId("canvas").querySelector(".vis-network")!;

// A point of a line at a share of its length, from 0 to 1.
export const pointOn = (id: string, share: number): XY | undefined =>
  theNetwork().body.edges[id]?.edgeType?.getPoint?.(share);
