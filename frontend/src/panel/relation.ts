// The details of a relation.

import { openDetails } from "../actions.ts";
import type { Edge } from "../data.ts";
import { button, heading, make, textElement } from "../elements.ts";
import { isolated, plural } from "../logic/text.ts";
import { pairOf } from "../logic/thinning.ts";
import { data, nodeOf, nodes, relationsOf } from "../state/graph.ts";
import { lines } from "../state/lines.ts";
import { isEdgeShown } from "../state/visible.ts";
import { directed, phrase, timeOf } from "../state/words.ts";
import { addConflicts, proofOf } from "./evidence.ts";
import {
  addPassages,
  contestedTag,
  dashedTag,
  ends,
  links,
  passageBox,
  source,
  tag,
  tags,
  textTag,
  thingButton,
} from "./parts.ts";

export function describeRelation(panel: HTMLElement, edge: Edge): void {
  panel.append(tags(edge, tag("relation")), ends(edge.from, phrase(edge), edge.to));
  if (timeOf(edge)) panel.append(textElement(timeOf(edge), "p", { class: "when" }));
  const through = nodes.get(edge.through ?? "");
  if (through) panel.append(links(make("li", {}, thingButton(through))));
  if (edge.role) panel.append(textElement(edge.role, "p", { class: "subtitle" }));
  addBundle(panel, edge);
  addConflicts(panel, edge);
  const proof = proofOf(edge);
  if (proof) panel.append(heading("Proof"), proof);
  addPassages(panel, edge.passages);
  const cited = new Set(edge.passages.map((at) => data.passages[at]!.source));
  const others = edge.sources.filter((iri) => !cited.has(iri));
  if (others.length) panel.append(heading("Sources"), ...others.map((iri) => make("p", {}, ...source(iri))));
}

// If one thick line stands for many relations: a list of these.
function addBundle(panel: HTMLElement, edge: Edge): void {
  const { thick, representedBy } = lines();
  if (!thick.has(edge.id) && !representedBy.has(edge.id)) return;
  const all = relationsOf(edge.from).filter((other) => isEdgeShown(other) && pairOf(other) === pairOf(edge));
  const count = plural(all.length, "relation", "relations");
  const items = all.map((other) => {
    const towards = other.arrows ? ` → ${isolated(nodeOf(other.to).label)}` : "";
    return make(
      "li",
      {},
      relationButton(other, textElement(`${phrase(other)}${towards}`), other === edge),
      timeTag(other),
    );
  });
  const summary = make("summary", {}, `One of ${count} between the two, drawn as one thick line`);
  panel.append(make("details", { class: "bundle" }, summary, links(...items)));
}

export function relationButton(edge: Edge, name: HTMLElement, isCurrent?: boolean): HTMLElement {
  const current = isCurrent === undefined ? null : String(isCurrent);
  return button({ class: "plain", "aria-current": current }, () => openDetails({ type: "edge", id: edge.id }), name);
}

export const timeTag = (edge: Edge): HTMLElement | null => (timeOf(edge) ? textTag(timeOf(edge)) : null);

// One relation of a path or of an answer's row, with its evidence.
export function leg(edge: Edge, from: string): HTMLElement {
  const time = timeOf(edge);
  return make(
    "details",
    { class: "leg" },
    make(
      "summary",
      {},
      textElement(directed(edge, from)),
      time && textElement(` ${time}`, "span", { class: "soft" }),
      edge.inferred && dashedTag("inferred"),
      edge.contested && contestedTag(),
    ),
    proofOf(edge),
    ...(edge.proofs.length ? [] : edge.passages.map(passageBox)),
    button({ class: "plain why" }, () => openDetails({ type: "edge", id: edge.id }), "show this relation"),
  );
}
