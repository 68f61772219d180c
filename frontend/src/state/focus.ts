// The focus: the item under the pointer, or else the selection, with everything that belongs to it. The rest is drawn
// faded.

import type { Edge } from "../data.ts";
import type { Arc } from "../logic/arcs.ts";
import { arcs } from "./arcs.ts";
import { edgeOf, isOnMap, nodeOf, relationsOf } from "./graph.ts";
import { isChoosingEnds, onPath, route, rowEdges, rowNodes } from "./selection.ts";
import { isEdgeOnStage } from "./stage.ts";
import { type Item, state } from "./state.ts";
import { isEdgeShown } from "./visible.ts";

export interface Focus {
  nodes: Set<string>;
  edges: Set<string>;
  arcs: Set<string>;
}

// The relations of a thing that are shown and on stage.
export const relationsHere = (id: string): Edge[] =>
  relationsOf(id).filter((edge) => isEdgeShown(edge) && isEdgeOnStage(edge));

export function focused(item: Item | null = state.hovered ?? (isChoosingEnds() ? null : state.selected)): Focus | null {
  if (!item) return null;
  const focus: Focus = { nodes: new Set(), edges: new Set(), arcs: new Set() };
  if (item.type === "arc") return arcs.has(item.id) ? withArc(focus, arcs.get(item.id)!) : null;
  if (item.type === "path") {
    for (const id of onPath()) focus.nodes.add(id);
    for (const step of route()) for (const edge of step.edges) focus.edges.add(edge.id);
  } else if (item.type === "row") {
    for (const id of rowNodes(item.id)) focus.nodes.add(id);
    for (const edge of rowEdges(item.id)) addEdge(focus, edge);
  } else if (item.type === "node") {
    focus.nodes.add(item.id);
    for (const edge of relationsHere(item.id)) addEdge(focus, edge);
  } else addEdge(focus, edgeOf(item.id));
  if (state.view === "map") for (const arc of arcs.values()) if (belongs(arc, item, focus)) withArc(focus, arc);
  return focus;
}

function addEdge({ nodes, edges }: Focus, edge: Edge): void {
  edges.add(edge.id);
  nodes.add(edge.from).add(edge.to);
}

function withArc(focus: Focus, arc: Arc): Focus {
  focus.arcs.add(arc.id);
  focus.nodes.add(arc.from).add(arc.to);
  return focus;
}

function belongs({ from, to, things, edges }: Arc, { type, id }: Item, focus: Focus): boolean {
  if (type === "path" || type === "row") return focus.nodes.has(from) && focus.nodes.has(to);
  if (type === "edge") return edges.includes(id);
  return isOnMap(nodeOf(id)) ? from === id || to === id : things.includes(id);
}
