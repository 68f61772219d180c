// Compares a page that is set to a day of knowledge time with the page that was built for this day, thing by thing.
// Reads the data of the pages as JSON from a file, {"page": ..., "slices": {day: ...}}, and prints the differences.

import { readFileSync } from "node:fs";
import type { Edge, Node, PageData } from "../src/data.ts";
import { csvOfRelations, csvOfThings } from "../src/files/csv.ts";
import { gexf } from "../src/files/gexf.ts";
import { graphml } from "../src/files/graphml.ts";
import { nodeLink } from "../src/files/node-link.ts";
import { shownOf } from "../src/files/provenance.ts";
import { nameOfEdge } from "../src/logic/address.ts";
import { countsOf } from "../src/logic/counts.ts";
import { eventDays } from "../src/logic/periods.ts";
import { statusInWords } from "../src/logic/status.ts";
import { knownNotes } from "../src/logic/versions.ts";
import { data, load, nodeOf, relations, relationsOf, showKnownBy, sources, things } from "../src/state/graph.ts";
import { findThings, forgetIndex } from "../src/state/search-index.ts";
import { state } from "../src/state/state.ts";
import { shownEdges, shownNodes } from "../src/state/visible.ts";
import { dayOfReading, phrase, timeOf } from "../src/state/words.ts";

const SEARCHES = [
  "uz",
  "b5+1",
  "forum",
  "planned",
  "held",
  "overdue",
  "due",
  "fulfilled",
  "minister",
  "minerals",
  "2025",
];

// A page numbers its relations and places its things; neither is part of what it says.
function plain(page: PageData): PageData {
  for (const edge of page.edges) edge.id = nameOfEdge(edge);
  for (const node of page.nodes) node.size = 1;
  page.edges.sort((a, b) => (a.id < b.id ? -1 : 1));
  return page;
}

const passages = (places: number[]) => places.map((place) => data.passages[place]);

const conflicts = (places: number[]) =>
  places.map((place) => {
    const conflict = data.conflicts[place]!;
    return { ...conflict, sides: conflict.sides.map((side) => ({ ...side, passages: passages(side.passages) })) };
  });

function proof(place: number): unknown {
  const { premises, passages: cited, ...step } = data.proofs[place]!;
  return { ...step, ...(cited && { passages: passages(cited) }), ...(premises && { premises: premises.map(proof) }) };
}

const ownValues = ({ conflicts: contested, passages: cited, ...thing }: Node | Edge): [string, unknown][] => [
  ...Object.entries(thing),
  ["conflicts", conflicts(contested)],
  ["passages", passages(cited)],
];

const LOOKS = "x,y,size,shape,color,physics,shapeProperties,column,layer,community,true,wide,small,smooth,rank,paint";
const OVER_TIME = "held,known,versions,former,defaultLabel";
const LEFT_OUT = new Set(`${LOOKS},${OVER_TIME}`.split(","));

function describe(thing: Node | Edge, more: object): object {
  const values = ownValues(thing).filter(([key]) => !LEFT_OUT.has(key));
  return { ...Object.fromEntries(values), ...more };
}

// Everything that the page says, by a name for each part.
function said(): Map<string, string> {
  const found = new Map<string, string>();
  const say = (name: string, value: unknown) => {
    if (typeof value === "object" && value && !Array.isArray(value)) {
      for (const [key, each] of Object.entries(value)) found.set(`${name} ${key}`, JSON.stringify(each));
    } else found.set(name, JSON.stringify(value));
  };
  const day = dayOfReading();
  for (const node of shownNodes()) {
    const relations = relationsOf(node.id).map(({ id }) => id);
    say(node.id, describe(node, { inWords: statusInWords(node, day), relations: relations.sort() }));
  }
  for (const edge of shownEdges()) {
    say(edge.id, describe(edge, { proofs: edge.proofs.map(proof), phrase: phrase(edge), time: timeOf(edge) }));
  }
  const counts = countsOf(things, relations);
  say("counts", { ...counts, kinds: [...counts.kinds].sort(), relations: [...counts.relations].sort() });
  say("sources", Object.fromEntries(sources.map(([iri, { known: _, ...about }]) => [iri, about])));
  say("notes", knownNotes(data, state.days.known));
  say("events", eventDays(things).sort());
  for (const typed of SEARCHES)
    say(
      `search ${typed}`,
      findThings(typed).map(({ node, otherName }) => [node.id, otherName]),
    );
  const { hiddenKinds, hiddenRelations, inferredHidden, days } = state;
  const filters = { hiddenKinds, hiddenRelations, inferredHidden, centred: null, days };
  const shown = shownOf(data, shownNodes(), shownEdges(), filters, day);
  const place = () => ({ x: 0, y: 0 });
  for (const [name, text] of Object.entries({
    json: nodeLink(shown),
    things: csvOfThings(shown),
    relations: csvOfRelations(shown, (id) => nodeOf(id).label),
    graphml: graphml(shown, place),
    gexf: gexf(shown, { placeOf: place, nodeColour: () => "#000000" }),
  })) {
    for (const [at, line] of text.split(/(?<=>|\n)/).entries()) found.set(`${name} line ${at + 1}`, line.trim());
  }
  return found;
}

function knownBy(day: string | null): Map<string, string> {
  Object.assign(state.days, { at: null, known: day });
  showKnownBy(day, "");
  forgetIndex();
  return said();
}

const given = JSON.parse(readFileSync(process.argv[2]!, "utf-8"));
load(plain(given.page));
const days = Object.keys(given.slices);
const asSet = days.map(knownBy);
const today = JSON.stringify([...knownBy(null)]);
let compared = 0;
const differences: string[] = [];
for (const [at, day] of days.entries()) {
  load(plain(given.slices[day]));
  const built = knownBy(null);
  const set = asSet[at]!;
  compared += built.size;
  for (const name of new Set([...built.keys(), ...set.keys()])) {
    if (built.get(name) === set.get(name)) continue;
    differences.push(`${day} ${name}\n  page set to it: ${set.get(name)}\n  page built for it: ${built.get(name)}`);
  }
}
load(plain(JSON.parse(readFileSync(process.argv[2]!, "utf-8")).page));
if (JSON.stringify([...knownBy(null)]) !== today) differences.push("without a day, the page does not show today again");
process.stdout.write(JSON.stringify({ compared, differences }));
