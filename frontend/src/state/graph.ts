// The data of the page, as it was packed, and maps to find things in it. Set once, by `load`.

import type { Community, Edge, Kind, Node, PageData } from "../data.ts";

// The label is the name in the language chosen; the one that was packed is kept beside it.
export type GraphNode = Node & { given: string };

export let data: PageData;
export let things: GraphNode[];
export let relations: Edge[];
export let nodes: Map<string, GraphNode>;
export let edges: Map<string, Edge>;
export let kinds: Map<string, Kind>;
// The relations of each thing.
export let touching: Map<string, Edge[]>;
// The communities of a large graph, of which one is opened at a time; none where a graph is drawn whole.
export let groups: Community[];
export let isLarge: boolean;
// The arcs that lead over the edge of the map.
export let crossing: Set<string>;

export function load(packed: PageData): void {
  data = packed;
  things = packed.nodes.map((node) => Object.assign(node, { given: node.label }));
  relations = packed.edges;
  nodes = new Map(things.map((node) => [node.id, node]));
  edges = new Map(relations.map((edge) => [edge.id, edge]));
  kinds = new Map(packed.kinds.map((kind) => [kind.kind, kind]));
  touching = new Map(things.map((node) => [node.id, []]));
  for (const edge of relations) {
    relationsOf(edge.from).push(edge);
    if (edge.to !== edge.from) relationsOf(edge.to).push(edge);
  }
  groups = packed.communities;
  isLarge = groups.length > 0;
  crossing = new Set((packed.map?.crossing ?? []).map(([one, other]) => `arc ${one} ${other}`));
}

// For what is known to be there.
export const nodeOf = (id: string): GraphNode => nodes.get(id)!;
export const edgeOf = (id: string): Edge => edges.get(id)!;
export const relationsOf = (id: string): Edge[] => touching.get(id)!;

export const isOnMap = (node: Node): boolean => Boolean(node.true);
export const groupName = (at: number): string => groups[at]!.hubs.map((id) => nodeOf(id).label).join(", ");
