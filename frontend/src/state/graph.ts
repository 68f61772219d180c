// The data of the page, and indexes of it. `load` sets them once, and `showKnownBy` those that depend on the day of
// knowledge time.

import type { Community, Edge, Kind, Node, PageData, Source } from "../data.ts";
import { isKnownBy, knownSources, presentValues, valuesThen } from "../logic/versions.ts";

// The label is the name in the chosen language; the default label is the one in the data.
export type GraphNode = Node & { defaultLabel: string };

export let data: PageData;
export let allThings: GraphNode[];
export let allRelations: Edge[];
// What was known by the chosen day.
export let things: GraphNode[];
export let relations: Edge[];
export let sources: [string, Source][];
// All things and relations by their ids.
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
  allThings = packed.nodes.map((node) => Object.assign(node, { defaultLabel: node.label }));
  allRelations = packed.edges;
  today = new Map([...allThings, ...allRelations].map((each) => [each, presentValues(each)]));
  nodes = new Map(allThings.map((node) => [node.id, node]));
  edges = new Map(allRelations.map((edge) => [edge.id, edge]));
  kinds = new Map(packed.kinds.map((kind) => [kind.kind, kind]));
  showKnownBy(null, "");
  groups = packed.communities;
  isLarge = groups.length > 0;
  crossing = new Set((packed.map?.crossing ?? []).map(([one, other]) => `arc ${one} ${other}`));
}

// The values of today of each thing and relation that was different on an earlier day.
let today: Map<Node | Edge, object>;

// Changes things and relations to what they were as far as was known by a day; null for today.
export function showKnownBy(day: string | null, language: string): void {
  nameThings("");
  for (const each of [...allThings, ...allRelations]) {
    if (each.versions) Object.assign(each, today.get(each), valuesThen(each, day));
  }
  for (const node of allThings) if (node.versions) node.defaultLabel = node.label;
  things = allThings.filter((node) => isKnownBy(node, day));
  relations = allRelations.filter((edge) => isKnownBy(edge, day));
  sources = knownSources(data, day);
  relationsByThing = new Map(things.map((node) => [node.id, []]));
  for (const edge of relations) {
    for (const id of new Set([edge.from, edge.to])) relationsByThing.get(id)?.push(edge);
  }
  nameThings(language);
}

// Gives things their names in a language.
export function nameThings(language: string): void {
  for (const node of allThings) node.label = node.labels[language] ?? node.defaultLabel;
}

// For ids that are known to exist.
export const nodeOf = (id: string): GraphNode => nodes.get(id)!;
export const edgeOf = (id: string): Edge => edges.get(id)!;
// Of a thing that was not known by the chosen day: none.
export const relationsOf = (id: string): Edge[] => relationsByThing.get(id) ?? [];

export const isOnMap = (node: Node): boolean => Boolean(node.true);
// The things after which a community is named, without those that were not known by the chosen day.
export const hubNames = (hubs: string[]): string[] =>
  hubs.filter((id) => relationsByThing.has(id)).map((id) => nodeOf(id).label);
export const groupName = (at: number): string => hubNames(groups[at]!.hubs).join(", ") || `Community ${at + 1}`;
