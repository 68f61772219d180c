// CSV. Each row names the version and the licence of the data, because a table has no other place for them.

import type { Edge, Node } from "../data.ts";
import { EDGE_FIELDS, type Field, fieldOf, NODE_FIELDS, type Value } from "./fields.ts";
import { type Shown, sourceLine, sourcesOf } from "./provenance.ts";

// Characters that control a terminal or change the direction of writing; line feeds and tabs stay.
const CONTROL = /(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/gu;
const NUMBER = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|INF)$/i;
// Spreadsheets evaluate a cell whose first visible character is one of these as a formula, also of full width.
const FORMULA = /^[\s\p{Cc}\p{Cf}\p{Z}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

// As safe_cell in kg/formats/tables/csv.py: an apostrophe before what a spreadsheet would read as a formula.
export function cell(value: Value): string {
  const text = value === null ? "" : String(value);
  const bare = text.replace(CONTROL, "");
  const guarded = (FORMULA.test(bare) && !NUMBER.test(bare)) || /^[\t\r\n]/.test(text);
  const safe = guarded ? `'${bare}` : bare;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

type Columns<T> = [name: string, value: (thing: T) => Value][];

function csv<T extends Node | Edge>(shown: Shown, things: T[], first: Columns<T>, fields: readonly Field[]): string {
  const { data, about } = shown;
  const titles = (thing: T) =>
    sourcesOf(data, thing)
      .map((iri) => sourceLine({ iri, ...data.sources[iri] }))
      .join("; ");
  const columns: Columns<T> = [
    ...first,
    ...fields.map((field): Columns<T>[number] => [field, (thing) => fieldOf(shown, thing, field)]),
    ["source_titles", titles],
    ["graph", () => about.title],
    ["data_version", () => about.data_version],
    ["licence", () => about.licence],
  ];
  const rows = things.map((thing) => columns.map(([, value]) => value(thing)));
  // By the byte order mark, Excel recognises UTF-8.
  return `\ufeff${[columns.map(([name]) => name), ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
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
