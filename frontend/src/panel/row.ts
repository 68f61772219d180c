// The details of an answer's row.

import { heading, link, make, textElement } from "../elements.ts";
import { isolated } from "../logic/text.ts";
import { data, nodeOf } from "../state/graph.ts";
import { rowEdges, rowNodes, rowOf } from "../state/selection.ts";
import { filledCells } from "./cells.ts";
import { links, tag, thingButton } from "./parts.ts";
import { leg } from "./relation.ts";

export function describeRow(panel: HTMLElement, id: string): void {
  const cells = filledCells(rowOf(id)).flatMap(([column, cell]) => [
    textElement(column, "dt"),
    make("dd", { dir: "auto" }, link(cell, cell)),
  ]);
  panel.append(
    make("div", { class: "tags" }, tag(`row ${Number(id) + 1}`)),
    textElement(data.answer!.question, "h2"),
    make("dl", { class: "cells" }, ...cells),
  );
  const edges = rowEdges(id);
  if (edges.length) {
    const legs = edges.flatMap((edge) => {
      const ends = `${isolated(nodeOf(edge.from).label)} – ${isolated(nodeOf(edge.to).label)}`;
      return [make("p", { class: "group" }, textElement(ends)), leg(edge, edge.from)];
    });
    panel.append(heading(edges.length === 1 ? "Evidence" : `Evidence (${edges.length})`), ...legs);
  }
  const things = rowNodes(id);
  if (!things.length) return;
  panel.append(heading("Things"), links(...things.map((node) => make("li", {}, thingButton(nodeOf(node))))));
}
