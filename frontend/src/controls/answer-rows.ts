// The rows of the answer to a question, in the side bar.

import { openDetails } from "../actions.ts";
import type { AnswerRow } from "../data.ts";
import { button, byId, make, textElement } from "../elements.ts";
import { plural } from "../logic/text.ts";
import { filledCells } from "../panel/cells.ts";
import { data } from "../state/graph.ts";
import { narrow } from "../state/media.ts";
import { state } from "../state/state.ts";

const ROWS_AT_ONCE = 300;

export function makeAnswer(): void {
  const { answer } = data;
  const box = byId<HTMLDetailsElement>("answer");
  box.hidden = !answer;
  if (!answer) return;
  const { rows } = answer;
  const say = (text: string) => box.append(make("p", { class: "group" }, text));
  box.open = !narrow.matches;
  box.append(
    make("summary", {}, "Answer ", make("span", { class: "count" }, plural(rows.length, "row", "rows"))),
    make("ol", {}, ...rows.slice(0, ROWS_AT_ONCE).map(rowItem)),
  );
  if (!rows.length) say("No rows: the graph contains no answer.");
  if (rows.length > ROWS_AT_ONCE) say(`The first ${ROWS_AT_ONCE} rows; kg ask lists all of them.`);
}

function rowItem(row: AnswerRow, at: number): HTMLElement {
  const cells = filledCells(row).flatMap(([column, cell], place) => [
    textElement(column, "span", { class: "column" }),
    " ",
    textElement(cell, place ? "span" : "strong", { class: "cell" }),
    " ",
  ]);
  const open = () => openDetails({ type: "row", id: String(at) });
  return make("li", {}, button({ class: "plain", id: `row-${at}` }, open, ...cells));
}

export function markRow(): void {
  const { selected } = state;
  for (const row of byId("answer").querySelectorAll("button")) {
    row.setAttribute("aria-current", String(selected?.type === "row" && row.id === `row-${selected.id}`));
  }
}
