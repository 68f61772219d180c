// The communities of a large graph: counts of things and relations, and the texts of bubbles.

import type { Community, Edge, Node } from "../data.ts";
import type { Point } from "./geometry.ts";
import { plural } from "./text.ts";

export interface Link {
  at: number;
  count: number;
}

export interface Line {
  a: number;
  b: number;
  count: number;
}

export interface Tally {
  // For each community: the number of things, the number of relations among them, and the linked communities.
  members: number[];
  within: number[];
  neighbours: Link[][];
  // The number of linked pairs; the lines that are drawn; the largest number of relations of a pair.
  pairs: number;
  strong: Line[];
  most: number;
}

export function tallyCommunities(
  count: number,
  nodes: Node[],
  edges: Edge[],
  communityOf: (id: string) => number,
): Tally {
  const members = Array<number>(count).fill(0);
  const within = Array<number>(count).fill(0);
  const links = new Map<number, number>();
  for (const node of nodes) members[node.community!]! += 1;
  for (const edge of edges) {
    const [one, other] = [communityOf(edge.from), communityOf(edge.to)];
    const [a, b] = [Math.min(one, other), Math.max(one, other)];
    if (a === b) within[a]! += 1;
    else links.set(a * count + b, (links.get(a * count + b) ?? 0) + 1);
  }
  const neighbours: Link[][] = Array.from({ length: count }, () => []);
  for (const [key, number] of links) {
    const [a, b] = [Math.floor(key / count), key % count];
    neighbours[a]!.push({ at: b, count: number });
    neighbours[b]!.push({ at: a, count: number });
  }
  for (const list of neighbours) list.sort((x, y) => y.count - x.count || x.at - y.at);
  return {
    members,
    within,
    neighbours,
    pairs: links.size,
    strong: strongest(neighbours),
    most: Math.max(1, ...links.values()),
  };
}

// The lines from each community to those with which it has most relations.
function strongest(neighbours: Link[][]): Line[] {
  const each = neighbours.length > 30 ? 2 : 3;
  const strong = new Map<string, Line>();
  neighbours.forEach((list, a) => {
    for (const { at, count } of list.slice(0, each)) {
      strong.set(`${Math.min(a, at)} ${Math.max(a, at)}`, { a, b: at, count });
    }
  });
  return [...strong.values()];
}

// The place of a thing in the bubble of its community: maps the rectangle of the community's drawing to a disc.
export function dotIn(group: Community, { x, y }: Point): Point {
  const [u, v] = [(2 * x) / Math.max(group.wide, 1), (2 * y) / Math.max(group.high, 1)];
  const reach = group.r * 0.94;
  return { x: group.x + reach * u * Math.sqrt(1 - (v * v) / 2), y: group.y + reach * v * Math.sqrt(1 - (u * u) / 2) };
}

export function groupAt(groups: Community[], { x, y }: Point): number | null {
  const at = groups.findIndex((group) => Math.hypot(group.x - x, group.y - y) <= group.r);
  return at < 0 ? null : at;
}

// Places for things of several communities, which the layout does not place together: a path in a line, other things in a
// spiral around the first.
export function arranged(ids: string[], inLine: boolean): Map<string, Point> {
  if (inLine) return new Map(ids.map((id, at) => [id, { x: at * 190, y: at % 2 ? 46 : -46 }]));
  return new Map(
    ids.map((id, at) => {
      const reach = 104 * Math.sqrt(at);
      const turn = at * 2.399963;
      return [id, { x: Math.round(1.25 * reach * Math.cos(turn)), y: Math.round(0.8 * reach * Math.sin(turn)) }];
    }),
  );
}

export interface BubbleText {
  rows: string[];
  count: string;
}

interface BubbleInput {
  // The names of the community's hubs, the most linked first, and the names of the hubs of all communities.
  names: string[];
  allNames: string[];
  things: number;
  // The radius of the bubble on the screen, and whether the pointer is on it.
  radius: number;
  pointed: boolean;
  measure: (text: string) => number;
  shorten: (text: string, width: number) => string;
}

const WIDEST_NAME = 260;

// The possible texts of a bubble, the longest first: the names of its hubs with the count of its things, fewer names,
// one name without the count, only the count. The bubble under the pointer may have a text that is wider than it.
export function* bubbleTexts({
  names,
  allNames,
  things,
  radius,
  pointed,
  measure,
  shorten,
}: BubbleInput): Generator<BubbleText> {
  const count = plural(things, "thing", "things");
  const room = (high: number) => 2 * Math.sqrt(Math.max(radius ** 2 - (high / 2) ** 2, 0)) - 6;
  for (const [most, last] of [
    [3, count],
    [2, count],
    [1, count],
    [1, ""],
  ] as [number, string][]) {
    const wide = pointed ? WIDEST_NAME : room(most * 15 + (last ? 15 : 3));
    const rows = names.slice(0, most).map((name) => shorten(name, wide));
    if (pointed || rows.every((row, line) => isDistinct(row, names[line]!, allNames))) yield { rows, count: last };
  }
  yield { rows: [], count: measure(count) <= room(15) ? count : things.toLocaleString("en") };
}

// Whether a shortened name is the beginning of only one name.
export function isDistinct(cut: string, name: string, allNames: string[]): boolean {
  if (cut === name) return true;
  const kept = cut.slice(0, -1);
  return kept.length > 3 && allNames.filter((other) => other.startsWith(kept)).length === 1;
}
