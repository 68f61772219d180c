// What was known by a day: which things and relations there were, and what they were. Python has computed the versions.

import type { Edge, Node, PageData, Source, Version } from "../data.ts";
import { inPeriods } from "./periods.ts";

type Versioned = Pick<Node | Edge, "known" | "versions" | "former">;
type Known = Pick<Versioned, "known" | "former">;

// Whether it was known by a day; without a day, whether it is known today.
export const isKnownBy = (thing: Known, day: string | null): boolean =>
  day ? inPeriods(thing.known, day) : !thing.former;

const NO_VALUES = new Set(["first", "last"]);
const valuesOf = (version: Version): object =>
  Object.fromEntries(Object.entries(version).filter(([key]) => !NO_VALUES.has(key)));

// The values of today that differ in some version.
export function presentValues(thing: Versioned): object {
  const keys = new Set((thing.versions ?? []).flatMap((version) => Object.keys(valuesOf(version))));
  return Object.fromEntries(Object.entries(thing).filter(([key]) => keys.has(key)));
}

// The values that were different on a day.
export function valuesThen({ versions = [] }: Versioned, day: string | null): object {
  const version = day ? versions.find(({ first, last }) => inPeriods([[first, last]], day)) : undefined;
  return version ? valuesOf(version) : {};
}

export const knownSources = ({ sources }: PageData, day: string | null): [string, Source][] =>
  Object.entries(sources).filter(([, { known }]) => inPeriods(known, day));

// The notes that belong to what was known by a day; without a day, those of today.
export const knownNotes = ({ notes }: Pick<PageData, "notes">, day: string | null): string[] =>
  notes.filter((note) => isKnownBy(note, day)).map(({ text }) => text);

// Whether the page can show what was known by a day.
export const hasVersions = ({ nodes, edges }: Pick<PageData, "nodes" | "edges">): boolean =>
  [...nodes, ...edges].some(({ known }) => known !== undefined);
