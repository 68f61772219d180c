// Parts of the details: tags, buttons that lead to other things, sources and passages.

import { openDetails } from "../actions.ts";
import type { Edge, Node, Thing } from "../data.ts";
import { button, heading, link, make, textElement } from "../elements.ts";
import { isolated, isWebAddress, separated } from "../logic/text.ts";
import { data, type GraphNode, nodeOf } from "../state/graph.ts";
import { dayOfReading } from "../state/words.ts";
import { thingIcon } from "./icons.ts";

export const tag = (...content: (Element | string)[]): HTMLElement => make("span", { class: "tag" }, ...content);
export const dashedTag = (text: string): HTMLElement => make("span", { class: "tag dashed" }, text);
export const contestedTag = (): HTMLElement => make("span", { class: "tag marked" }, "contested");
export const textTag = (text: string): HTMLElement => textElement(text, "span", { class: "tag" });

type Tagged = Thing & Partial<Pick<Node, "planned" | "status" | "overdue"> & Pick<Edge, "inferred">>;

export function tags(thing: Tagged, first: HTMLElement): HTMLElement {
  return make(
    "div",
    { class: "tags" },
    first,
    thing.planned && dashedTag("planned"),
    thing.status && thing.status !== "planned" ? textTag(thing.status) : null,
    thing.overdue && thing.overdue <= dayOfReading() ? textTag("overdue") : null,
    thing.inferred && dashedTag("inferred"),
    thing.contested && contestedTag(),
  );
}

export const links = (...items: (HTMLElement | null)[]): HTMLElement => make("ul", { class: "links" }, ...items);

// A button that opens the details of a thing.
export const thingButton = (node: GraphNode): HTMLElement =>
  button(
    { class: "plain" },
    () => openDetails({ type: "node", id: node.id }),
    thingIcon(node),
    textElement(node.label),
  );

// The heading of a relation: its two ends and the label between them.
export function ends(from: string, verb: string, to: string): HTMLElement {
  const names = `${isolated(nodeOf(from).label)} ${verb} ${isolated(nodeOf(to).label)}`;
  return make(
    "div",
    { class: "ends" },
    textElement(names, "h2", { class: "visually-hidden" }),
    thingButton(nodeOf(from)),
    textElement(verb, "span", { class: "verb" }),
    thingButton(nodeOf(to)),
  );
}

export function source(iri: string): (HTMLElement | string)[] {
  const about = data.sources[iri];
  if (!about) return [link(iri, iri)];
  const rest = separated([about.publisher, about.issued]);
  return [link(about.title ?? iri, about.url), rest ? textElement(` · ${rest}`) : ""];
}

export function passageBox(at: number): HTMLElement {
  const { source: iri, paragraph, sentence, start, end, gist, url } = data.passages[at]!;
  const characters = start !== null && end !== null && `characters ${start}–${end}`;
  const where = separated(
    [paragraph && `paragraph ${paragraph}`, sentence && `sentence ${sentence}`, characters],
    ", ",
  );
  const from = make("p", { class: "from" }, ...source(iri));
  if (where) from.append(" · ", where);
  if (url && url !== data.sources[iri]?.url) from.append(" · ", link(isWebAddress(url) ? "open" : url, url));
  return make("div", { class: "passage" }, gist ? textElement(gist, "p") : "", from);
}

export function addPassages(panel: HTMLElement, places: number[]): void {
  if (!places.length) return;
  panel.append(heading(places.length === 1 ? "Passage" : `Passages (${places.length})`), ...places.map(passageBox));
}

// Moves the focus to an element, if it exists.
export function focusIn(id: string): void {
  document.getElementById(id)?.focus();
}
