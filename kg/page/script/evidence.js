// Evidence: passages, proofs as trees, and both sides of what is contested.

function passage(at) {
  const it = DATA.passages[at];
  const where = separated([
    it.paragraph && `paragraph ${it.paragraph}`, it.sentence && `sentence ${it.sentence}`,
    it.start !== null && it.end !== null && `characters ${it.start}–${it.end}`], ", ");
  const from = make("p", { class: "from" }, ...source(it.source));
  if (where) from.append(" · ", where);
  if (it.url && it.url !== DATA.sources[it.source]?.url) from.append(" · ", link(/^https?:/i.test(it.url) ? "open" : it.url, it.url));
  return make("div", { class: "passage" }, it.gist ? said(it.gist, "p") : "", from);
}

// A proof as a tree: what follows, the rule by which it does, and beneath it what it follows from.
function proofTree(places) {
  const tree = make("ul", { class: "proof tree" }, ...places.map((place) => proofStep(place, 0)));
  const steps = () => [...tree.querySelectorAll("details")];
  if (steps().length < 3) return tree;
  const button = make("button", { type: "button", class: "plain fold", on: { click: () => {
    const open = steps().some((step) => !step.open);
    steps().forEach((step) => { step.open = open; });
    label();
  } } });
  const label = () => { button.textContent = steps().some((step) => !step.open) ? "Open all steps" : "Close all steps"; };
  tree.addEventListener("toggle", label, true);
  label();
  return make("div", {}, button, tree);
}

// Deep proofs open at their first steps; a step that stands in two places is told in both.
function proofStep(place, depth) {
  const step = DATA.proofs[place];
  if (!step.premises) {
    const body = [said(step.text, "p"), ...step.contested.map((note) => said(`Contested: ${note}`, "p", { class: "aside marked" }))];
    if (!step.passages.length) return make("li", { class: "told" }, ...body);
    const title = step.passages.length === 1 ? "Passage" : `${step.passages.length} passages`;
    return make("li", { class: "told" }, ...body, make("details", { open: depth < 3 }, make("summary", {}, title), ...step.passages.map(passage)));
  }
  return make("li", {}, make("details", { open: depth < 2 },
    make("summary", {}, said(step.text)),
    make("p", { class: "aside" }, said(`because ${step.because ?? ""}`), " ", said(step.rule, "code", { title: "The rule of OWL 2 RL by which it follows" })),
    make("ul", {}, ...step.premises.map((premise) => proofStep(premise, depth + 1)))));
}

// A proof that comes as text. In a narrow panel its lines wrap, so each is set at its depth.
function proofText(text) {
  const element = make("div", { class: "proof" });
  for (const line of text.split("\n").filter((each) => each.trim())) {
    const [, before, rest] = line.match(/^([\s│├└─]*)(.*)$/u);
    const kind = [/^(¶|because )/.test(rest) && "aside", before && "deeper"].filter(Boolean).join(" ");
    const item = make("p", { dir: "auto", class: kind || null });
    for (const part of rest.split(/(<https?:\/\/[^\s<>]+>)/)) item.append(/^<https?:/.test(part) ? link("open", part.slice(1, -1)) : part);
    item.style.marginInlineStart = `${Math.min(before.length, 24) * 4}px`;
    element.append(item);
  }
  return element;
}

const STATUS = {
  settled: "settled by a judgement", open: "judged, and still open", unjudged: "nobody has judged it yet",
};

// What sources disagree on, here and in the relations of a thing.
function dispute(panel, thing) {
  const own = thing.conflicts.map((place) => DATA.conflicts[place]).filter(Boolean);
  const judged = thing.judgements ?? [];
  if (own.length) {
    panel.append(make("section", { class: "dispute", "aria-label": "Contested" }, make("p", { class: "lead" }, own.length === 1 ? "Contested: sources disagree." : `Contested: sources disagree on ${own.length} points.`),
      ...own.map(conflictBox)));
  } else if (judged.length) {
    panel.append(make("section", { class: "dispute", "aria-label": "Contested" }, make("p", { class: "lead" }, "Contested: a curator has judged what a source says of this."), ...judged.map((each) => judgementLine(each))));
  } else if (thing.contested) panel.append(make("p", { class: "dispute" }, "Contested."));
  if (!thing.kind) return;
  const beside = touching.get(thing.id).filter((edge) => shownEdge(edge) && edge.contested);
  if (!beside.length) return;
  const others = [...new Set(beside.flatMap((edge) => edge.conflicts))].filter((place) => !thing.conflicts.includes(place)).map((place) => DATA.conflicts[place]).filter(Boolean);
  const text = `Contested: ${plural(beside.length, "relation", "relations")} of this.`;
  panel.append(others.length ? make("details", { class: "dispute" }, make("summary", {}, text), ...others.map(conflictBox)) : make("p", { class: "dispute" }, text));
}

function conflictBox(conflict) {
  return make("article", { class: "conflict" },
    make("p", { class: "question" }, said(`${conflict.question}: ${conflict.about}`), make("span", { class: "state" }, STATUS[conflict.status] ?? conflict.status)),
    make("ol", { class: "sides" }, ...conflict.sides.map(sideBox)));
}

function sideBox(side) {
  const count = side.sources.length;
  const names = side.sources.map((iri) => DATA.sources[iri]).map((it, at) => separated([it?.publisher ?? it?.title ?? side.sources[at], it?.issued], ", "));
  return make("li", { class: side.verdict === "rejected" ? "side rejected" : "side" },
    make("p", { class: "answer" }, said(side.answer, "strong"), side.verdict && make("span", { class: `verdict ${side.verdict}` }, side.verdict)),
    make("details", {}, make("summary", {}, count > 1 && `${count} sources, ${side.independent} independent: `, said(names.join("; "))),
      ...(side.passages.length ? side.passages.map(passage) : side.sources.map((iri) => make("p", {}, ...source(iri))))),
    ...side.judgements.map((each) => judgementLine(each, side.verdict)));
}

// Why a curator holds what, and since when; the verdict itself where the side does not say it.
function judgementLine({ verdict, ground, date }, known) {
  const lead = separated([verdict !== known && verdict, date && `judged on ${date}`], ", ");
  return make("p", { class: "ground" }, make("span", {}, lead ? `${lead[0].toUpperCase()}${lead.slice(1)}: ` : ""), said(ground ?? "no ground given"));
}
