// The index of the search: made when something is first searched for.

import { type Found, type Indexed, indexOf, matching } from "../logic/search.ts";
import { things } from "./graph.ts";

let index: Indexed[] | null = null;

export function findThings(query: string): Found[] {
  index ??= indexOf(things);
  return matching(index, query);
}
