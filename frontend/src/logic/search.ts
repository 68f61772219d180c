// The search by names. The order of words and accents do not matter, and typing errors are tolerated.

import type { Node } from "../data.ts";

export interface Indexed {
  node: Node;
  names: { name: string; folded: string }[];
  codes: string[];
  all: string;
  // The number of its relations: of equal matches, the thing with most relations comes first.
  weight: number;
}

export interface Found {
  node: Node;
  rank: number;
  // The name that matched, if it is not the label.
  otherName: string | null;
  weight: number;
}

const MOST_FOUND = 9;
const LEAST_TYPO_LENGTH = 5; // letters of the shortest word that may have a typing error

// Removes accents, quotes, dots and capitals; replaces other punctuation by spaces.
export const fold = (text: string): string =>
  text
    .replace(/[\p{Cf}'"`´.\u02b0-\u02ff\u2018-\u201f\u2032\u2033]/gu, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\p{P}\p{Z}\s\u2212]+/gu, " ")
    .trim();

interface Texts {
  // Other texts by which a thing is found.
  more?: (node: Node) => string;
  weight?: (node: Node) => number;
}

export function indexOf(nodes: Node[], { more = () => "", weight = () => 0 }: Texts = {}): Indexed[] {
  return nodes.map((node) => {
    const texts = [...new Set([node.label, ...Object.values(node.labels), ...node.names])];
    const names = texts.map((name) => ({ name, folded: fold(name) }));
    const codes = [node.code, node.curie].filter((code) => code !== null && code !== "").map((code) => fold(code!));
    return {
      node,
      names,
      codes,
      all: [...names.map(({ folded }) => folded), ...codes, fold(node.subtitle ?? ""), fold(more(node))].join(" "),
      weight: weight(node),
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
    : index
        .filter((thing) => matchesWithTypos(thing, words))
        .map(({ node, weight }) => ({ node, rank: 0, otherName: null, weight }));
  return found.sort(better).slice(0, MOST_FOUND);
}

const better = (a: Found, b: Found): number =>
  a.rank - b.rank ||
  Number(Boolean(a.otherName)) - Number(Boolean(b.otherName)) ||
  b.weight - a.weight ||
  (a.node.label < b.node.label ? -1 : 1);

// The rank of a match: a whole name or code, the beginning of a name, beginnings of words, parts of words, other texts.
function ranked({ node, names, codes, all, weight }: Indexed, wanted: string, words: string[]): Found | null {
  if (!words.every((word) => all.includes(word))) return null;
  const rank = (text: string): number => {
    if (text === wanted) return 0;
    if (text.startsWith(wanted)) return 1;
    if (words.every((word) => ` ${text}`.includes(` ${word}`))) return 2;
    return words.every((word) => text.includes(word)) ? 3 : 4;
  };
  if (codes.includes(wanted)) return { node, rank: 0, otherName: null, weight };
  // Another name is reported only if the label does not match.
  const ranks = names.map((name) => rank(name.folded));
  const best = Math.min(...ranks);
  const otherName = best < 4 && ranks[0] === 4 ? names[ranks.indexOf(best)]!.name : null;
  return { node, rank: best, otherName, weight };
}

// Whether all words match if each word may have one typing error.
function matchesWithTypos({ names, all }: Indexed, words: string[]): boolean {
  const near = (word: string) => names.some(({ folded }) => folded.split(" ").some((other) => hasOneTypo(word, other)));
  return words.every((word) => all.includes(word) || (word.length >= LEAST_TYPO_LENGTH && near(word)));
}

// Whether a word begins with the typed text except for one letter: a wrong one, an extra one, or a missing one.
export function hasOneTypo(typed: string, word: string): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at += 1;
  const remainders = [
    [1, 1],
    [1, 0],
    [0, 1],
  ] as const;
  return remainders.some(([typedOn, wordOn]) => word.slice(at + wordOn).startsWith(typed.slice(at + typedOn)));
}
