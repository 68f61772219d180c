// The index of the search, created at the first search.

import { type Found, type Indexed, indexOf, matching } from "../logic/search.ts";
import { statusInWords } from "../logic/status.ts";
import { relationsOf, things } from "./graph.ts";
import { dayOfReading } from "./words.ts";

let index: Indexed[] | null = null;

export function findThings(query: string): Found[] {
  index ??= indexOf(things, {
    more: (node) => statusInWords(node, dayOfReading()),
    weight: (node) => relationsOf(node.id).length,
  });
  return matching(index, query);
}

// After a change of the days, names and status may be different.
export function forgetIndex(): void {
  index = null;
}
