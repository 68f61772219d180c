// The communities of a large graph: how many things are shown of each, how they are linked, what a bubble may say.

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
  // Of each community: its things, the relations among them, and the communities that it is linked with.
  members: number[];
  within: number[];
  beside: Link[][];
  // How many pairs are linked; the lines that are drawn between them; the most relations that a pair has.
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
  const beside: Link[][] = Array.from({ length: count }, () => []);
  for (const [key, number] of links) {
    const [a, b] = [Math.floor(key / count), key % count];
    beside[a]!.push({ at: b, count: number });
    beside[b]!.push({ at: a, count: number });
  }
  for (const list of beside) list.sort((x, y) => y.count - x.count || x.at - y.at);
  return {
    members,
    within,
    beside,
    pairs: links.size,
    strong: strongest(beside),
    most: Math.max(1, ...links.values()),
  };
}

// Of each community the lines to those that it is most linked with.
function strongest(beside: Link[][]): Line[] {
  const each = beside.length > 30 ? 2 : 3;
  const strong = new Map<string, Line>();
  beside.forEach((list, a) => {
    for (const { at, count } of list.slice(0, each)) {
      strong.set(`${Math.min(a, at)} ${Math.max(a, at)}`, { a, b: at, count });
    }
  });
  return [...strong.values()];
}

// Where a thing lies in the bubble of its community: the drawing of the community, brought into a disc.
export function dotIn(group: Community, { x, y }: Point): Point {
  const [u, v] = [(2 * x) / Math.max(group.wide, 1), (2 * y) / Math.max(group.high, 1)];
  const reach = group.r * 0.94;
  return { x: group.x + reach * u * Math.sqrt(1 - (v * v) / 2), y: group.y + reach * v * Math.sqrt(1 - (u * u) / 2) };
}

export function groupAt(groups: Community[], { x, y }: Point): number | null {
  const at = groups.findIndex((group) => Math.hypot(group.x - x, group.y - y) <= group.r);
  return at < 0 ? null : at;
}

// Things of several communities have no places with each other: a path lies in a line, all else about the first.
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

export interface Wording {
  rows: string[];
  count: string;
}

interface Speaker {
  // The names of a community's things, the most linked first, and those of all communities.
  names: string[];
  allNames: string[];
  things: number;
  // Half the bubble's height on the screen, and whether it is pointed at.
  radius: number;
  pointed: boolean;
  measure: (text: string) => number;
  shorten: (text: string, width: number) => string;
}

const WIDEST_NAME = 260;

// What a bubble may say, the most first: the names of its things, each in a row of its own, as many as it has room
// for; one of them alone; how many things there are. One that is pointed at may say more than it has room for.
export function* wordings({ names, allNames, things, radius, pointed, measure, shorten }: Speaker): Generator<Wording> {
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

// A name may be cut where what is left of it is still the begin of no other.
export function isDistinct(cut: string, name: string, allNames: string[]): boolean {
  if (cut === name) return true;
  const kept = cut.slice(0, -1);
  return kept.length > 3 && allNames.filter((other) => other.startsWith(kept)).length === 1;
}
