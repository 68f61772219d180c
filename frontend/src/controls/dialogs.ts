// The dialog with the table of relations, the dialog with the sources and licences, and the footer.

import { openDetails } from "../actions.ts";
import type { Edge, Source } from "../data.ts";
import { button, byId, link, make, textElement } from "../elements.ts";
import { statusInWords } from "../logic/status.ts";
import { isolated, plural, separated } from "../logic/text.ts";
import { source } from "../panel/parts.ts";
import { data, isLarge, nodeOf, relationsOf, sources } from "../state/graph.ts";
import { edgesHere, showsBubbles } from "../state/stage.ts";
import { type Item, state } from "../state/state.ts";
import { isEdgeShown, shownEdges, shownNodes } from "../state/visible.ts";
import { dayOfReading, phrase, timeOf } from "../state/words.ts";

type Content = HTMLElement | string;

const dialog = (): HTMLDialogElement => byId<HTMLDialogElement>("dialog");

export function showDialog(title: string, ...content: Content[]): void {
  byId("dialog-title").textContent = title;
  byId("dialog-body").replaceChildren(...content);
  dialog().showModal();
}

export const isDialogOpen = (): boolean => dialog().open;
export const closeDialog = (): void => dialog().close();

export function listenToDialog(): void {
  byId("close").addEventListener("click", closeDialog);
  dialog().addEventListener("click", (event) => {
    if (event.target === dialog()) closeDialog();
  });
}

// ---- The table of relations

const MOST_ROWS = 3000;

export function showTable(): void {
  const all = isLarge && !showsBubbles() && state.view !== "map" ? edgesHere() : shownEdges();
  const name = (edge: Edge) => [edge.from, edge.to].map((id) => nodeOf(id).label).join("\n");
  const rows = all.slice(0, MOST_ROWS).sort((a, b) => name(a).localeCompare(name(b)));
  const heads = ["From", "Relation", "To", "When", "Signs"].map((text) => make("th", { scope: "col" }, text));
  const alone = isLarge ? [] : shownNodes().filter((node) => !relationsOf(node.id).some(isEdgeShown));
  showDialog(
    "What is shown",
    partNote(all.length),
    make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows.map(tableRow))),
    alone.length
      ? make(
          "ul",
          { "aria-label": "Things without a shown relation" },
          ...alone.map(({ id }) => make("li", {}, ...thingCell(id))),
        )
      : "",
  );
}

// A note if the table lists only a part of what is shown.
function partNote(rows: number): Content {
  const shown = shownEdges().length;
  if (rows <= MOST_ROWS && rows >= shown) return "";
  const why = rows < shown ? "the relations of what is drawn" : "open a community to list its relations";
  const count = `${Math.min(rows, MOST_ROWS).toLocaleString("en")} of ${plural(shown, "relation", "relations")}`;
  return make("p", { class: "group" }, `${count}: ${why}. Save exports all of them as CSV.`);
}

function detailsButton(item: Item, text: string): HTMLElement {
  const go = () => {
    closeDialog();
    openDetails(item);
  };
  return button({ class: "plain", dir: "auto" }, go, text);
}

function thingCell(id: string): (HTMLElement | null)[] {
  const node = nodeOf(id);
  const more = node.subtitle ?? (node.kind === "Commitment" ? statusInWords(node, dayOfReading()) : "");
  return [
    detailsButton({ type: "node", id }, node.label),
    more ? textElement(more, "div", { class: "subtitle" }) : null,
  ];
}

function tableRow(edge: Edge): HTMLElement {
  const signs = separated([edge.inferred && "inferred", edge.contested && "contested"], ", ");
  return make(
    "tr",
    {},
    make("td", {}, ...thingCell(edge.from)),
    make("td", { class: "relation" }, detailsButton({ type: "edge", id: edge.id }, phrase(edge))),
    make("td", {}, ...thingCell(edge.to)),
    textElement(timeOf(edge), "td", { class: "date" }),
    textElement(signs, "td", { class: "signs" }),
  );
}

// ---- Sources and licence

// The licence that a source itself states. The licence of the data covers only what curators wrote.
const ownLicence = ({ licence }: Source): HTMLElement[] =>
  licence ? [textElement(" · licence: "), link(licence, licence)] : [];

export function showSources(): void {
  showDialog(
    "Sources and licence",
    make("p", {}, separated([data.version && `Data version ${data.version}`, data.licence])),
    make("ol", {}, ...sources.map(([iri, about]) => make("li", {}, ...source(iri), ...ownLicence(about)))),
    ...data.licences.map(([whose, text]) =>
      make("details", { class: "licence" }, make("summary", {}, whose), make("pre", {}, text)),
    ),
  );
}

export function showFooter(): void {
  const titles = sources.map(([iri, { title }]) => isolated(title ?? iri));
  byId("version").textContent = data.version ? `Data ${data.version}` : "";
  byId("licence").textContent = data.licence ?? "";
  byId("credits").textContent = titles.length ? `Sources: ${titles.join("; ")}` : "";
  byId("sources").textContent = titles.length ? plural(titles.length, "source", "sources") : "About";
}
