// The answer to a question: its rows beside the graph, and for each what it rests on.

const ROWS_AT_ONCE = 300;

function answers() {
  const answer = DATA.answer;
  $("answer").hidden = !answer;
  if (!answer) return;
  $("answer").open = !narrow.matches;
  $("answer").append(make("summary", {}, "Answer ", make("span", { class: "count" }, plural(answer.rows.length, "row", "rows"))),
    make("ol", {}, ...answer.rows.slice(0, ROWS_AT_ONCE).map((row, at) => make("li", {},
      make("button", { type: "button", class: "plain", id: `row-${at}`, on: { click: () => { select({ type: "row", id: String(at) }); $("panel").focus(); } } },
        ...filled(row).flatMap(([column, cell], at) => [said(column, "span", { class: "column" }), " ", said(cell, at ? "span" : "strong", { class: "cell" }), " "]))))));
  if (!answer.rows.length) $("answer").append(make("p", { class: "group" }, "No rows: the graph does not hold an answer."));
  if (answer.rows.length > ROWS_AT_ONCE) $("answer").append(make("p", { class: "group" }, `The first ${ROWS_AT_ONCE}; kg ask lists all.`));
}

// The cells of a row that hold something, each with the name of its column.
const filled = (row) => DATA.answer.columns.map((column, at) => [column, row.cells[at]]).filter(([, cell]) => cell);
const rowOf = (id) => DATA.answer.rows[Number(id)];
const rowNodes = (id) => rowOf(id).nodes.filter((node) => shownNode(nodes.get(node)));
const rowEdges = (id) => rowOf(id).edges.map((edge) => edges.get(edge)).filter(shownEdge);

function markRow() {
  for (const button of $("answer").querySelectorAll("button")) button.setAttribute("aria-current", String(selected?.type === "row" && button.id === `row-${selected.id}`));
}

function describeRow(panel, id) {
  const row = rowOf(id);
  panel.append(make("div", { class: "tags" }, make("span", { class: "tag" }, `row ${Number(id) + 1}`)), said(DATA.answer.question, "h2"),
    make("dl", { class: "cells" }, ...filled(row).flatMap(([column, cell]) => [said(column, "dt"), make("dd", { dir: "auto" }, link(cell, cell))])));
  const legs = rowEdges(id);
  if (legs.length) panel.append(heading(legs.length === 1 ? "What it rests on" : `What it rests on (${legs.length})`), ...legs.flatMap((edge) => [
    make("p", { class: "group" }, said(`${isolated(nodes.get(edge.from).label)} – ${isolated(nodes.get(edge.to).label)}`)), leg(edge, edge)]));
  const things = rowNodes(id);
  if (things.length) panel.append(heading("Things"), make("ul", { class: "links" }, ...things.map((node) => make("li", {}, goTo(nodes.get(node))))));
}
