// Thinning: which of the relations that are shown are drawn as lines, where all of them would hide each other.
// kg/page/layouts/thinning.py says why, and lays the network out by the same.

import type { Edge } from "../data.ts";
import { plural } from "./text.ts";

export interface Lines {
  // The relations that are drawn.
  drawn: Set<string>;
  // How many relations a line stands for.
  bundled: Map<string, number>;
  // Of these, the lines between two things that too many relations join to be drawn each.
  thick: Map<string, number>;
  // The line that stands for a relation which is never drawn beside it.
  behind: Map<string, string>;
}

export interface Rules {
  // Whether lines are left out at all; from how many relations on; how many always join two things; within how many
  // drawn steps two things are joined without a line of their own.
  thinned: boolean;
  crowd: number;
  many: number;
  steps: number;
  rankOf: (edge: Edge) => number;
}

const MOST_PARALLEL = 8;

interface Pair {
  key: string;
  rank: number;
  edges: Edge[];
}

export const pairOf = (edge: Edge): string =>
  edge.from < edge.to ? `${edge.from}\n${edge.to}` : `${edge.to}\n${edge.from}`;

const stated = (pair: Pair): Edge | undefined => pair.edges.find((edge) => !edge.inferred);
const lineOf = (pair: Pair): Edge => stated(pair) ?? pair.edges[0]!;

export function chooseLines(shown: Edge[], rules: Rules): Lines {
  const pairs = pairsOf(shown, rules);
  const { thick, behind } = bundle(pairs);
  if (!rules.thinned || shown.length <= rules.crowd) {
    const drawn = new Set(shown.filter((edge) => !behind.has(edge.id)).map((edge) => edge.id));
    return { drawn, bundled: thick, thick, behind };
  }
  const near = new Map<string, Set<string>>();
  const drawn = new Set<string>();
  const bundled = new Map<string, number>();
  for (const pair of inOrder(pairs, shown, rules.many)) {
    const { from, to } = pair.edges[0]!;
    if (pair.rank > 0 && from !== to && joined(near, from, to, rules.steps)) continue;
    const line = lineOf(pair);
    drawn.add(line.id);
    bundled.set(line.id, pair.edges.length);
    near.set(from, (near.get(from) ?? new Set()).add(to));
    near.set(to, (near.get(to) ?? new Set()).add(from));
  }
  return { drawn, bundled, thick, behind };
}

function pairsOf(shown: Edge[], { rankOf }: Rules): Pair[] {
  const between = new Map<string, Pair>();
  for (const edge of shown) {
    const key = pairOf(edge);
    const pair = between.get(key) ?? { key, rank: rankOf(edge), edges: [] };
    pair.edges.push(edge);
    between.set(key, pair);
  }
  return [...between.values()];
}

function bundle(pairs: Pair[]): Pick<Lines, "thick" | "behind"> {
  const thick = new Map<string, number>();
  const behind = new Map<string, string>();
  for (const pair of pairs.filter(({ edges }) => edges.length > MOST_PARALLEL)) {
    const line = lineOf(pair);
    thick.set(line.id, pair.edges.length);
    for (const edge of pair.edges) if (edge !== line) behind.set(edge.id, line.id);
  }
  return { thick, behind };
}

// The most telling first; of equals, what lies between much-linked things.
function inOrder(pairs: Pair[], shown: Edge[], many: number): Pair[] {
  const degree = new Map<string, number>();
  for (const edge of shown) for (const id of [edge.from, edge.to]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const weighed = pairs.map((pair) => ({
    ...pair,
    rank: pair.edges.length >= many ? 0 : pair.rank,
    degree: degree.get(pair.edges[0]!.from)! + degree.get(pair.edges[0]!.to)!,
  }));
  return weighed.sort(
    (a, b) =>
      a.rank - b.rank ||
      b.edges.length - a.edges.length ||
      b.degree - a.degree ||
      Number(!stated(a)) - Number(!stated(b)) ||
      (a.key < b.key ? -1 : 1),
  );
}

function joined(near: Map<string, Set<string>>, start: string, end: string, steps: number): boolean {
  const seen = new Set([start]);
  let front = [start];
  for (let step = 0; step < steps; step += 1) {
    front = front.flatMap((id) => [...(near.get(id) ?? [])]).filter((id) => !seen.has(id) && seen.add(id));
    if (seen.has(end)) return true;
  }
  return false;
}

// How much of what is shown is drawn, in words.
export function drawnInWords(drawn: number, shown: number, thick: Map<string, number>): string {
  const many = [...thick.values()].reduce((sum, count) => sum + count, 0);
  if (drawn - thick.size + many < shown) return `Overview: ${drawn} of ${shown} relations drawn`;
  const stands = many ? `; ${plural(thick.size, "thick line stands", "thick lines stand")} for ${many}` : "";
  return `All ${shown} relations drawn${stands}`;
}
