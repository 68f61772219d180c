// The data of the page, and indexes of it. `load` sets them once.

import type { Community, Edge, Kind, Node, PageData } from "../data.ts";

// The label is the name in the chosen language; the default label is the one in the data.
export type GraphNode = Node & { defaultLabel: string };

export let data: PageData;
export let things: GraphNode[];
export let relations: Edge[];
export let nodes: Map<string, GraphNode>;
export let edges: Map<string, Edge>;
export let kinds: Map<string, Kind>;
// The relations of each thing.
export let relationsByThing: Map<string, Edge[]>;
// The communities of a large graph, of which one at a time is open; empty if the graph is drawn whole.
export let groups: Community[];
export let isLarge: boolean;
// The ids of the arcs that cross the edge of the map.
export let crossing: Set<string>;

export function load(packed: PageData): void {
  data = packed;
  // Otherwise a source called "constructor" would seem to be there.
  for (const record of [data.sources, data.flags]) Object.setPrototypeOf(record, null);
  things = packed.nodes.map((node) => Object.assign(node, { defaultLabel: node.label }));
  relations = packed.edges;
  nodes = new Map(things.map((node) => [node.id, node]));
  edges = new Map(relations.map((edge) => [edge.id, edge]));
  kinds = new Map(packed.kinds.map((kind) => [kind.kind, kind]));
  relationsByThing = new Map(things.map((node) => [node.id, []]));
  for (const edge of relations) {
    relationsOf(edge.from).push(edge);
    if (edge.to !== edge.from) relationsOf(edge.to).push(edge);
  }
  groups = packed.communities;
  isLarge = groups.length > 0;
  crossing = new Set((packed.map?.crossing ?? []).map(([one, other]) => `arc ${one} ${other}`));
}

// For ids that are known to exist.
export const nodeOf = (id: string): GraphNode => nodes.get(id)!;
export const edgeOf = (id: string): Edge => edges.get(id)!;
export const relationsOf = (id: string): Edge[] => relationsByThing.get(id)!;

export const isOnMap = (node: Node): boolean => Boolean(node.true);
export const groupName = (at: number): string => groups[at]!.hubs.map((id) => nodeOf(id).label).join(", ");
