// Thinning: chooses the relations that are drawn as lines if all of them would hide each other. The rules are those of
// kg/page/layouts/thinning.py, which the layout of the network uses.

import type { Edge } from "../data.ts";
import { plural } from "./text.ts";

export interface Lines {
  // The relations that are drawn.
  drawn: Set<string>;
  // The number of relations that a line stands for.
  bundled: Map<string, number>;
  // The lines that replace many parallel relations, with the number of these.
  thick: Map<string, number>;
  // For each parallel relation that is not drawn: the line that stands for it.
  representedBy: Map<string, string>;
}

export interface Rules {
  // Whether to thin at all; the number of relations above which to thin; the number of relations between two things
  // that is always drawn; the number of drawn steps that make a line between two things unnecessary.
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
  const { thick, representedBy } = bundle(pairs);
  if (!rules.thinned || shown.length <= rules.crowd) {
    const drawn = new Set(shown.filter((edge) => !representedBy.has(edge.id)).map((edge) => edge.id));
    return { drawn, bundled: thick, thick, representedBy };
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
  return { drawn, bundled, thick, representedBy };
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

function bundle(pairs: Pair[]): Pick<Lines, "thick" | "representedBy"> {
  const thick = new Map<string, number>();
  const representedBy = new Map<string, string>();
  for (const pair of pairs.filter(({ edges }) => edges.length > MOST_PARALLEL)) {
    const line = lineOf(pair);
    thick.set(line.id, pair.edges.length);
    for (const edge of pair.edges) if (edge !== line) representedBy.set(edge.id, line.id);
  }
  return { thick, representedBy };
}

// Sorts pairs by importance; among equals, pairs of things with many relations come first.
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

// How many of the shown relations are drawn, in words.
export function drawnInWords(drawn: number, shown: number, thick: Map<string, number>): string {
  const many = [...thick.values()].reduce((sum, count) => sum + count, 0);
  if (drawn - thick.size + many < shown) return `${drawn} of ${shown} relations drawn`;
  const stands = many ? `; ${plural(thick.size, "thick line stands", "thick lines stand")} for ${many}` : "";
  return `All ${shown} relations drawn${stands}`;
}
