// Evidence: proofs as trees, and conflicts with their sides.

import type { Conflict, Judgement, Node, Side, Thing } from "../data.ts";
import { button, link, make, textElement } from "../elements.ts";
import { capitalised, plural, separated } from "../logic/text.ts";
import { data, relationsOf } from "../state/graph.ts";
import { isEdgeShown } from "../state/visible.ts";
import { passageBox, source } from "./parts.ts";

// ---- Proofs

// A proof as a tree: the conclusion, the rule, and below them the premises.
export function proofTree(places: number[]): HTMLElement {
  const tree = make("ul", { class: "proof tree" }, ...places.map((place) => proofStep(place, 0)));
  const steps = () => [...tree.querySelectorAll("details")];
  if (steps().length < 3) return tree;
  const isClosed = () => steps().some((step) => !step.open);
  const fold = button({ class: "plain fold" }, () => {
    const open = isClosed();
    for (const step of steps()) step.open = open;
    name();
  });
  const name = () => {
    fold.textContent = isClosed() ? "Open all steps" : "Close all steps";
  };
  tree.addEventListener("toggle", name, true);
  name();
  return make("div", {}, fold, tree);
}

// The first steps of a proof are open. A step that is a premise twice is shown twice.
function proofStep(place: number, depth: number): HTMLElement {
  const { text, rule, because, premises, passages = [], contested = [] } = data.proofs[place]!;
  if (!premises) {
    const notes = contested.map((note) => textElement(`Contested: ${note}`, "p", { class: "aside marked" }));
    const title = passages.length === 1 ? "Passage" : `${passages.length} passages`;
    const details = passages.length
      ? make("details", { open: depth < 3 }, make("summary", {}, title), ...passages.map(passageBox))
      : null;
    return make("li", { class: "stated" }, textElement(text, "p"), ...notes, details);
  }
  const named = textElement(rule, "code", { title: "The OWL 2 RL rule of this inference" });
  return make(
    "li",
    {},
    make(
      "details",
      { open: depth < 2 },
      make("summary", {}, textElement(text)),
      make("p", { class: "aside" }, textElement(`because ${because ?? ""}`), " ", named),
      make("ul", {}, ...premises.map((premise) => proofStep(premise, depth + 1))),
    ),
  );
}

// A proof given as text. Its lines wrap in a narrow panel, so each line is indented as a block.
export function proofText(text: string): HTMLElement {
  const lines = text.split("\n").filter((line) => line.trim());
  return make("div", { class: "proof" }, ...lines.map(proofLine));
}

function proofLine(line: string): HTMLElement {
  const [, before = "", rest = ""] = line.match(/^([\s│├└─]*)(.*)$/u) ?? [];
  const kind = separated([/^(¶|because )/.test(rest) && "aside", before && "deeper"], " ");
  const parts = rest.split(/(<https?:\/\/[^\s<>]+>)/);
  const linked = parts.map((part) => (/^<https?:/.test(part) ? link("open", part.slice(1, -1)) : part));
  const item = make("p", { dir: "auto", class: kind || null }, ...linked);
  item.style.marginInlineStart = `${Math.min(before.length, 24) * 4}px`;
  return item;
}

// The proof of a relation, or null.
export function proofOf({ proofs, proof }: { proofs: number[]; proof: string | null }): HTMLElement | null {
  if (proofs.length) return proofTree(proofs);
  return proof ? proofText(proof) : null;
}

// ---- Conflicts

const STATUS: Record<string, string> = {
  settled: "settled by a judgement",
  open: "judged, but still open",
  unjudged: "not judged yet",
};

const conflictsAt = (places: number[]): Conflict[] =>
  places.map((place) => data.conflicts[place]).filter((conflict) => conflict !== undefined);

const isNode = (thing: Thing | Node): thing is Node => "kind" in thing;

// The conflicts about a thing, and about its relations.
export function addConflicts(panel: HTMLElement, thing: Thing | Node): void {
  const own = conflictsAt(thing.conflicts);
  const judged = isNode(thing) ? thing.judgements : [];
  const box = (lead: string, ...content: HTMLElement[]) =>
    make("section", { class: "contested", "aria-label": "Contested" }, make("p", { class: "lead" }, lead), ...content);
  if (own.length) {
    const points = own.length === 1 ? "" : ` on ${own.length} points`;
    panel.append(box(`Contested: sources disagree${points}.`, ...own.map(conflictBox)));
  } else if (judged.length) {
    const lead = "Contested: a curator has judged what a source says about this.";
    panel.append(box(lead, ...judged.map((judgement) => judgementLine(judgement))));
  } else if (thing.contested) panel.append(make("p", { class: "contested" }, "Contested."));
  if (isNode(thing)) addConflictsOfRelations(panel, thing);
}

function addConflictsOfRelations(panel: HTMLElement, node: Node): void {
  const contested = relationsOf(node.id).filter((edge) => isEdgeShown(edge) && edge.contested);
  if (!contested.length) return;
  const places = new Set(contested.flatMap((edge) => edge.conflicts));
  const others = conflictsAt([...places].filter((place) => !node.conflicts.includes(place)));
  const text = `Contested: ${plural(contested.length, "relation", "relations")} of this thing.`;
  panel.append(
    others.length
      ? make("details", { class: "contested" }, make("summary", {}, text), ...others.map(conflictBox))
      : make("p", { class: "contested" }, text),
  );
}

function conflictBox({ question, about, status, sides }: Conflict): HTMLElement {
  const state = make("span", { class: "state" }, STATUS[status ?? ""] ?? status);
  return make(
    "article",
    { class: "conflict" },
    make("p", { class: "question" }, textElement(`${question}: ${about}`), state),
    make("ol", { class: "sides" }, ...sides.map(sideBox)),
  );
}

function sideBox({ answer, verdict, sources, independent, passages, judgements }: Side): HTMLElement {
  const names = sources.map((iri) => {
    const about = data.sources[iri];
    return separated([about?.publisher ?? about?.title ?? iri, about?.issued], ", ");
  });
  const count = sources.length > 1 && `${sources.length} sources, ${independent} independent: `;
  const evidence = passages.length ? passages.map(passageBox) : sources.map((iri) => make("p", {}, ...source(iri)));
  return make(
    "li",
    { class: verdict === "rejected" ? "side rejected" : "side" },
    make(
      "p",
      { class: "answer" },
      textElement(answer, "strong"),
      verdict && make("span", { class: `verdict ${verdict}` }, verdict),
    ),
    make("details", {}, make("summary", {}, count, textElement(names.join("; "))), ...evidence),
    ...judgements.map((judgement) => judgementLine(judgement, verdict)),
  );
}

// The ground and the date of a judgement; also its verdict, if that is not the verdict of the side.
function judgementLine({ verdict, ground, date }: Judgement, known: string | null = null): HTMLElement {
  const lead = separated([verdict !== known && verdict, date && `judged on ${date}`], ", ");
  const before = make("span", {}, lead ? `${capitalised(lead)}: ` : "");
  return make("p", { class: "ground" }, before, textElement(ground ?? "no ground given"));
}
