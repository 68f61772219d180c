// The cells of an answer's row that are not empty, each with the name of its column.

import type { AnswerRow } from "../data.ts";
import { data } from "../state/graph.ts";

export const filledCells = (row: AnswerRow): [string, string][] =>
  data.answer!.columns.map((column, at): [string, string] => [column, row.cells[at] ?? ""]).filter(([, cell]) => cell);
