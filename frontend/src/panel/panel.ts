// The panel: the details of what is selected.

import { closeDetails } from "../actions.ts";
import { button, byId, hasFocusInside } from "../elements.ts";
import { arcOf } from "../state/arcs.ts";
import { edgeOf, nodeOf } from "../state/graph.ts";
import { titleOf } from "../state/selection.ts";
import { type Item, state } from "../state/state.ts";
import { announce } from "./announce.ts";
import { describeArc } from "./arc.ts";
import { describePath } from "./path.ts";
import { describeRelation } from "./relation.ts";
import { describeRow } from "./row.ts";
import { describeThing } from "./thing.ts";

export function showPanel(): void {
  const panel = byId("panel");
  const { selected } = state;
  const inside = hasFocusInside(panel);
  panel.hidden = !selected;
  panel.replaceChildren();
  if (!selected) {
    announce("");
    return;
  }
  panel.append(button({ class: "close-details", "aria-label": "Close details" }, closeDetails, "×"));
  describe(panel, selected);
  panel.scrollTop = 0;
  const title = `Details: ${titleOf(selected)}`;
  panel.setAttribute("aria-label", title);
  announce(title);
  if (inside) panel.focus();
}

function describe(panel: HTMLElement, { type, id }: Item): void {
  if (type === "node") describeThing(panel, nodeOf(id));
  else if (type === "path") describePath(panel);
  else if (type === "row") describeRow(panel, id);
  else if (type === "arc") describeArc(panel, arcOf(id));
  else describeRelation(panel, edgeOf(id));
}
