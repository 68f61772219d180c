import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  dayIn,
  dayOf,
  daysInSentence,
  daysInWords,
  eventDays,
  findSpan,
  inPeriods,
  nextTurn,
  numberOf,
  periodInWords,
  thereOn,
} from "../src/logic/periods.ts";
import { edge, node } from "./graphs.ts";

test("a day is one of the calendar, fully written", () => {
  for (const day of ["2024-02-29", "0044-03-15", "1648-10-24"]) assert.equal(dayIn(day), day);
  for (const text of [
    "2024-02-30",
    "2023-02-29",
    "2024-13-01",
    "2024",
    "2024-06",
    "9999-99-99",
    "-0044-03-15",
    "yesterday",
    "",
    null,
  ]) {
    assert.equal(dayIn(text), null);
  }
});

test("days and their numbers lead to each other", () => {
  for (const day of ["1648-10-24", "1970-01-01", "2024-02-29"]) assert.equal(dayOf(numberOf(day)), day);
  assert.equal(numberOf("2024-03-01") - numberOf("2024-02-28"), 2);
});

describe("periods", () => {
  const gap: [string | null, string | null][] = [
    [null, "2021-12-31"],
    ["2024-03-05", null],
  ];

  test("reach from their first to their last day, with gaps between them", () => {
    const there = ["2021-12-31", "2022-01-01", "2024-03-04", "2024-03-05"].map((day) => inPeriods(gap, day));
    assert.deepEqual(there, [true, false, false, true]);
  });

  test("are everywhere where there are none, and nowhere where the list is empty", () => {
    assert.ok(inPeriods(undefined, "2024-01-01"));
    assert.ok(!inPeriods([], "2024-01-01"));
    assert.ok(inPeriods([], null));
  });

  test("of both kinds must hold the day that is asked for", () => {
    const thing = { held: gap, known: [["2024-03-06", null]] as [string, null][] };
    assert.ok(thereOn(thing, { at: "2024-03-05", known: "2024-03-06" }));
    assert.ok(!thereOn(thing, { at: "2024-03-05", known: "2024-03-05" }));
    assert.ok(!thereOn(thing, { at: "2024-03-04", known: "2024-03-06" }));
    assert.ok(thereOn(thing, { at: null, known: null }));
  });
});

const SESSION = node("m", { kind: "Event", start: "2024-03-05", end: "2024-03-05" });

describe("the sliders", () => {
  const nodes = [SESSION, node("c", { held: [["1991-08-31", "2023-12-31"]] })];
  const span = findSpan({
    nodes,
    edges: [edge("c", "m", { held: [["2024-03-05", null]], known: [["2024-06-01", null]] })],
  })!;

  test("reach over whole years, from the first event to the last change", () => {
    assert.deepEqual([dayOf(span.first), dayOf(span.last)], ["2024-01-01", "2024-12-31"]);
  });

  test("turn where a period begins, and on the day after one ends", () => {
    assert.deepEqual(span.turns, { at: ["1991-08-31", "2024-01-01", "2024-03-05"], known: ["2024-06-01"] });
  });

  test("go to the next turn, or to their end", () => {
    assert.equal(nextTurn(span, "at", null, false), "2024-03-05");
    assert.equal(nextTurn(span, "at", "2024-03-05", false), "2024-01-01");
    assert.equal(nextTurn(span, "at", "2024-03-05", true), "2024-12-31");
    assert.equal(nextTurn(span, "known", "2024-06-01", false), "2024-01-01");
  });

  test("are not there where nothing is dated", () => {
    assert.equal(findSpan({ nodes: [node("a")], edges: [edge("a", "a")] }), null);
  });

  test("begin with the first change where no event is dated", () => {
    assert.equal(
      dayOf(findSpan({ nodes: [node("a", { held: [["1648-10-24", null]] })], edges: [] })!.first),
      "1648-01-01",
    );
  });
});

test("events that were held count; of one of which only the year is known, its middle", () => {
  const nodes = [
    SESSION,
    node("y", { kind: "Dialogue", start: "2019" }),
    node("p", { kind: "Event", start: "2030-01-01", planned: true }),
    node("b", { kind: "Event", start: "-0044-03-15" }),
    node("f", { kind: "Framework", start: "2020-01-01" }),
  ];
  assert.deepEqual(eventDays(nodes), ["2024-03-05", "2019-07-01"]);
});

test("the two days are said in words", () => {
  assert.equal(daysInWords({ at: null, known: null }), "");
  assert.equal(
    daysInWords({ at: "2024-04-01", known: "2024-03-06" }),
    "what held on 1 April 2024 and had been published by 6 March 2024",
  );
  assert.equal(
    daysInSentence({ at: "2024-03-05", known: "2024-03-05" }),
    "Shown is what held on 2024-03-05, by all that is known today, and had been published by 2024-03-05.",
  );
  assert.equal(
    daysInSentence({ at: "2024-03-05", known: null }),
    "Shown is what held on 2024-03-05, by all that is known today.",
  );
  assert.equal(daysInSentence({ at: null, known: "2024-03-05" }), "Shown is what had been published by 2024-03-05.");
  assert.match(daysInSentence({ at: null, known: null }), /^Move a slider/);
});

test("the time of a thing is said in words", () => {
  const said = (start: string | null, end: string | null) => periodInWords({ start, end });
  assert.equal(said("2020", "2024"), "2020 – 2024");
  assert.equal(said("2020", "2020"), "2020");
  assert.equal(said("2020", null), "since 2020");
  assert.equal(said(null, "2024"), "until 2024");
  assert.equal(said("undated", null), "undated");
  assert.equal(said(null, null), "");
});
