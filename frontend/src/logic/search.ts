// The search: names in any order of their words, whatever the accents, with a slip of the keyboard.

import type { Node } from "../data.ts";

export interface Indexed {
  node: Node;
  names: { name: string; folded: string }[];
  codes: string[];
  all: string;
}

export interface Found {
  node: Node;
  rank: number;
  // Another name by which it was found.
  also: string | null;
}

const MOST_FOUND = 9;
const LEAST_SLIP = 5; // letters of a word in which a slip is looked for

// Accents, quotes, dots and capitals do not count, and dashes, commas and the like only part words.
export const fold = (text: string): string =>
  text
    .replace(/[\p{Cf}'"`´.\u02b0-\u02ff\u2018-\u201f\u2032\u2033]/gu, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\p{P}\p{Z}\s\u2212]+/gu, " ")
    .trim();

export function indexOf(nodes: Node[]): Indexed[] {
  return nodes.map((node) => {
    const texts = [...new Set([node.label, ...Object.values(node.labels), ...node.names])];
    const names = texts.map((name) => ({ name, folded: fold(name) }));
    const codes = [node.code, node.curie].filter((code) => code !== null && code !== "").map((code) => fold(code!));
    return {
      node,
      names,
      codes,
      all: [...names.map(({ folded }) => folded), ...codes, fold(node.subtitle ?? "")].join(" "),
    };
  });
}

export function matching(index: Indexed[], query: string): Found[] {
  const wanted = fold(query);
  if (!wanted) return [];
  const words = wanted.split(" ");
  const exact = index.map((thing) => ranked(thing, wanted, words)).filter((found) => found !== null);
  const found = exact.length
    ? exact
    : index.filter((thing) => almost(thing, words)).map(({ node }) => ({ node, rank: 0, also: null }));
  return found.sort(better).slice(0, MOST_FOUND);
}

const better = (a: Found, b: Found): number =>
  a.rank - b.rank ||
  Number(Boolean(a.also)) - Number(Boolean(b.also)) ||
  b.node.size - a.node.size ||
  (a.node.label < b.node.label ? -1 : 1);

// The whole name or code, the begin of the name, begins of words, parts of words, then what its other texts hold.
function ranked({ node, names, codes, all }: Indexed, wanted: string, words: string[]): Found | null {
  if (!words.every((word) => all.includes(word))) return null;
  const rank = (text: string): number => {
    if (text === wanted) return 0;
    if (text.startsWith(wanted)) return 1;
    if (words.every((word) => ` ${text}`.includes(` ${word}`))) return 2;
    return words.every((word) => text.includes(word)) ? 3 : 4;
  };
  if (codes.includes(wanted)) return { node, rank: 0, also: null };
  // The label counts before other names, and a name before all else but a whole code.
  const ranks = names.map((name) => rank(name.folded));
  const best = Math.min(...ranks);
  return { node, rank: best, also: best < 4 && ranks[0] === 4 ? names[ranks.indexOf(best)]!.name : null };
}

// Where nothing else is found, each word may have one slip.
function almost({ names, all }: Indexed, words: string[]): boolean {
  const near = (word: string) => names.some(({ folded }) => folded.split(" ").some((other) => slipped(word, other)));
  return words.every((word) => all.includes(word) || (word.length >= LEAST_SLIP && near(word)));
}

// Whether a word begins with what is typed but for one letter: another one, one too many, or one that is missing.
export function slipped(typed: string, word: string): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at += 1;
  const rests = [
    [1, 1],
    [1, 0],
    [0, 1],
  ] as const;
  return rests.some(([typedOn, wordOn]) => word.slice(at + wordOn).startsWith(typed.slice(at + typedOn)));
}
