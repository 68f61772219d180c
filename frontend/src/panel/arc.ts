// The details of an arc of the map: all that two countries share.

import { heading, make, textElement } from "../elements.ts";
import { type Arc, strengthOf } from "../logic/arcs.ts";
import { periodInWords } from "../logic/periods.ts";
import { plural } from "../logic/text.ts";
import { data, edgeOf, type GraphNode, nodeOf } from "../state/graph.ts";
import { phrase } from "../state/words.ts";
import { ends, links, tag, textTag, thingButton } from "./parts.ts";
import { relationButton, timeTag } from "./relation.ts";

export function describeArc(panel: HTMLElement, arc: Arc): void {
  const count = plural(strengthOf(arc), "link", "links");
  panel.append(make("div", { class: "tags" }, tag(count)), ends(arc.from, "shares with", arc.to));
  const things = arc.things.map(nodeOf);
  data.columns.forEach((title, column) => {
    const members = things.filter((node) => node.column === column).sort((a, b) => (a.label < b.label ? -1 : 1));
    if (members.length) panel.append(heading(`${title} (${members.length})`), links(...members.map(thingItem)));
  });
  const own = arc.edges.map(edgeOf);
  if (!own.length) return;
  const items = own.map((edge) => make("li", {}, relationButton(edge, textElement(phrase(edge))), timeTag(edge)));
  panel.append(heading(`Relations (${own.length})`), links(...items));
}

function thingItem(node: GraphNode): HTMLElement {
  const period = periodInWords(node) || (node.due ? `due ${node.due}` : "");
  return make("li", {}, thingButton(node), period ? textTag(period) : null);
}
