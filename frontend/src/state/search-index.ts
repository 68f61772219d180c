// The index of the search, created at the first search.

import { type Found, type Indexed, indexOf, matching } from "../logic/search.ts";
import { things } from "./graph.ts";

let index: Indexed[] | null = null;

export function findThings(query: string): Found[] {
  index ??= indexOf(things);
  return matching(index, query);
}
