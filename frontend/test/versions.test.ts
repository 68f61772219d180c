import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { isOverdue, statusInWords } from "../src/logic/status.ts";
import { knownNotes } from "../src/logic/versions.ts";
import { load, relations, relationsOf, showKnownBy, sources, things } from "../src/state/graph.ts";
import { findThings, forgetIndex } from "../src/state/search-index.ts";
import { state } from "../src/state/state.ts";
import { shownEdges, shownNodes } from "../src/state/visible.ts";
import { edge, node, pageData } from "./graphs.ts";

const source = (known?: [string | null, string | null][]) => ({
  title: "A report",
  publisher: null,
  issued: null,
  url: null,
  licence: null,
  ...(known && { known }),
});

const SESSION = node("m", {
  kind: "Event",
  status: "held",
  start: "2024-03-13",
  known: [["2023-11-16", null]],
  versions: [
    { first: "2023-11-16", last: "2024-03-26", status: "planned", planned: true, start: "2024" },
    { first: "2024-03-27", last: "2024-05-31", label: "Round" },
  ],
});

const PLANNED = { first: "2023-01-01", last: "2023-01-31", planned: true };

let session: typeof SESSION;

beforeEach(() => {
  session = structuredClone(SESSION);
  Object.assign(state.days, { at: null, known: null });
  load(
    pageData(
      [
        session,
        node("c", { labels: { en: "c", fr: "ç" }, versions: [PLANNED] }),
        node("old", { known: [], former: true }),
      ],
      [
        edge("m", "c", { relation: "kg:hasParty", known: [["2024-03-27", null]] }),
        edge("m", "c", { relation: "kg:expectedParty", known: [["2023-11-16", "2024-03-26"]], former: true }),
      ],
      { sources: { "urn:a": source(), "urn:b": source([["2024-03-27", null]]), "urn:c": source([]) } },
    ),
  );
});

function knownBy(day: string | null) {
  state.days.known = day;
  showKnownBy(day, "");
  forgetIndex();
}

describe("a page set to a day", () => {
  test("has the things, relations and sources that were known by then", () => {
    const found = (day: string | null) => {
      knownBy(day);
      return [things.map(({ id }) => id).join(), relations.map((each) => each.relation).join(), sources.length];
    };
    assert.deepEqual(found(null), ["m,c", "kg:hasParty", 3]);
    assert.deepEqual(found("2023-11-15"), ["c", "", 1]);
    assert.deepEqual(found("2023-11-16"), ["m,c", "kg:expectedParty", 1]);
    assert.deepEqual(found("2024-03-27"), ["m,c", "kg:hasParty", 2]);
    assert.deepEqual([shownNodes().length, shownEdges().length, relationsOf("c").length], [2, 1, 1]);
  });

  test("shows each thing as it was known then, and today again without a day", () => {
    const values = () => [session.label, session.status, session.planned, session.start];
    knownBy("2023-12-31");
    assert.deepEqual(values(), ["m", "planned", true, "2024"]);
    knownBy("2024-05-31");
    assert.deepEqual(values(), ["Round", "held", false, "2024-03-13"]);
    knownBy("2024-06-01");
    assert.deepEqual(values(), ["m", "held", false, "2024-03-13"]);
    knownBy(null);
    assert.deepEqual(values(), ["m", "held", false, "2024-03-13"]);
  });

  test("finds only what was known, and by the names of then", () => {
    const found = (day: string | null, typed: string) => {
      knownBy(day);
      return findThings(typed)
        .map((each) => each.node.id)
        .join();
    };
    assert.equal(found("2024-04-01", "round"), "m");
    assert.equal(found(null, "round"), "");
    assert.equal(found("2023-11-15", "m"), "");
    assert.equal(found(null, "old"), "");
    assert.equal(found("2023-12-31", "planned"), "m");
  });

  test("keeps the chosen language, and the names in English", () => {
    showKnownBy("2024-04-01", "fr");
    const names = () => things.map(({ label }) => label).join();
    assert.equal(names(), "Round,ç");
    showKnownBy("2024-04-02", "fr");
    showKnownBy("2024-04-02", "");
    assert.equal(names(), "Round,c");
  });
});

test("a commitment is overdue from a day on, and only if it has a due date", () => {
  const promise = node("p", { status: "announced", due: "2025", overdue: "2026-01-01" });
  assert.deepEqual([isOverdue(promise, "2025-12-31"), isOverdue(promise, "2026-01-01")], [false, true]);
  assert.equal(isOverdue({ ...promise, due: null, overdue: null }, "2026-01-01"), null);
  assert.equal(statusInWords(promise, "2026-11-30"), "announced, due 2025, overdue");
  assert.equal(statusInWords({ ...promise, status: "fulfilled", overdue: null }, "2026-11-30"), "fulfilled, due 2025");
});

test("a note belongs to the days of knowledge time on which it was true", () => {
  const notes = [
    { text: "always" },
    { text: "now", known: [["2026-11-22", null]] as [string, null][] },
    { text: "before", known: [["2024-01-01", "2024-12-31"]] as [string, string][], former: true },
  ];
  assert.deepEqual(knownNotes({ notes }, null), ["always", "now"]);
  assert.deepEqual(knownNotes({ notes }, "2024-05-05"), ["always", "before"]);
  assert.deepEqual(knownNotes({ notes }, "2026-11-22"), ["always", "now"]);
});
