// CSV. Each row names the version and the licence of the data, because a table has no other place for them.

import type { Edge, Node } from "../data.ts";
import { EDGE_FIELDS, type Field, fieldOf, NODE_FIELDS, type Value } from "./fields.ts";
import { type Shown, sourceLine, sourcesOf } from "./provenance.ts";

// Spreadsheets evaluate a cell that begins with these characters as a formula, so a quote is put before it.
export function cell(value: Value): string {
  const text = value === null ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

type Columns<T> = [name: string, value: (thing: T) => Value][];

function csv<T extends Node | Edge>(
  { data, about }: Shown,
  things: T[],
  first: Columns<T>,
  fields: readonly Field[],
): string {
  const titles = (thing: T) =>
    sourcesOf(data, thing)
      .map((iri) => sourceLine({ iri, ...data.sources[iri] }))
      .join("; ");
  const columns: Columns<T> = [
    ...first,
    ...fields.map((field): Columns<T>[number] => [field, (thing) => fieldOf(data, thing, field)]),
    ["source_titles", titles],
    ["graph", () => about.title],
    ["data_version", () => about.data_version],
    ["licence", () => about.licence],
  ];
  const rows = things.map((thing) => columns.map(([, value]) => value(thing)));
  return [columns.map(([name]) => name), ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

export const csvOfThings = (shown: Shown): string => csv(shown, shown.nodes, [["id", ({ id }) => id]], NODE_FIELDS);

export function csvOfRelations(shown: Shown, labelOf: (id: string) => string): string {
  const first: Columns<Edge> = [
    ["from", (edge) => edge.from],
    ["to", (edge) => edge.to],
    ["from_label", (edge) => labelOf(edge.from)],
    ["to_label", (edge) => labelOf(edge.to)],
  ];
  return csv(shown, shown.edges, first, EDGE_FIELDS);
}
