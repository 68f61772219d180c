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
  nextChange,
  numberOf,
  periodInWords,
} from "../src/logic/periods.ts";
import { edge, node } from "./graphs.ts";

test("only a full date of the calendar is a day", () => {
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

test("days are converted to numbers and back", () => {
  for (const day of ["1648-10-24", "1970-01-01", "2024-02-29"]) assert.equal(dayOf(numberOf(day)), day);
  assert.equal(numberOf("2024-03-01") - numberOf("2024-02-28"), 2);
});

describe("periods", () => {
  const gap: [string | null, string | null][] = [
    [null, "2021-12-31"],
    ["2024-03-05", null],
  ];

  test("contain their first and last days, and not the gaps between them", () => {
    const there = ["2021-12-31", "2022-01-01", "2024-03-04", "2024-03-05"].map((day) => inPeriods(gap, day));
    assert.deepEqual(there, [true, false, false, true]);
  });

  test("contain every day if they are missing, and no day if the list is empty", () => {
    assert.ok(inPeriods(undefined, "2024-01-01"));
    assert.ok(!inPeriods([], "2024-01-01"));
    assert.ok(inPeriods([], null));
  });
});

const SESSION = node("m", { kind: "Event", start: "2024-03-05", end: "2024-03-05" });

describe("the sliders", () => {
  const nodes = [SESSION, node("c", { held: [["1991-08-31", "2023-12-31"]] })];
  const span = findSpan({
    nodes,
    edges: [edge("c", "m", { held: [["2024-03-05", null]], known: [["2024-06-01", null]] })],
  })!;

  test("cover whole years, from the first event to the last change", () => {
    assert.deepEqual([dayOf(span.first), dayOf(span.last)], ["2024-01-01", "2024-12-31"]);
  });

  test("have a change on the first day of a period and on the day after its last", () => {
    assert.deepEqual(span.changes, { at: ["1991-08-31", "2024-01-01", "2024-03-05"], known: ["2024-06-01"] });
  });

  test("go to the next change, or to their end", () => {
    assert.equal(nextChange(span, "at", null, false), "2024-03-05");
    assert.equal(nextChange(span, "at", "2024-03-05", false), "2024-01-01");
    assert.equal(nextChange(span, "at", "2024-03-05", true), "2024-12-31");
    assert.equal(nextChange(span, "known", "2024-06-01", false), "2024-01-01");
  });

  test("do not exist if nothing has a date", () => {
    assert.equal(findSpan({ nodes: [node("a")], edges: [edge("a", "a")] }), null);
  });

  test("begin with the first change if no event has a date", () => {
    assert.equal(
      dayOf(findSpan({ nodes: [node("a", { held: [["1648-10-24", null]] })], edges: [] })!.first),
      "1648-01-01",
    );
  });
});

test("events that took place are counted, with the middle of the year if only the year is known", () => {
  const nodes = [
    SESSION,
    node("y", { kind: "Dialogue", start: "2019" }),
    node("p", { kind: "Event", start: "2030-01-01", planned: true }),
    node("b", { kind: "Event", start: "-0044-03-15" }),
    node("f", { kind: "Framework", start: "2020-01-01" }),
  ];
  assert.deepEqual(eventDays(nodes), ["2024-03-05", "2019-07-01"]);
});

test("the two days are described in words", () => {
  assert.equal(daysInWords({ at: null, known: null }), "");
  assert.equal(
    daysInWords({ at: "2024-04-01", known: "2024-03-06" }),
    "what held on 1 April 2024, by sources published by 6 March 2024",
  );
  assert.equal(
    daysInSentence({ at: "2024-03-05", known: "2024-03-05" }),
    "Shown: what held on 5 March 2024, by sources published by 5 March 2024 (ends and dates as known today).",
  );
  assert.equal(
    daysInSentence({ at: "2024-03-05", known: null }),
    "Shown: what held on 5 March 2024, as far as is known today.",
  );
  assert.equal(daysInSentence({ at: null, known: "2024-03-05" }), "Shown: what had been published by 5 March 2024.");
  assert.match(daysInSentence({ at: null, known: null }), /^Move a slider/);
});

test("the period of a thing is described in words", () => {
  const inWords = (start: string | null, end: string | null) => periodInWords({ start, end });
  assert.equal(inWords("2020", "2024"), "2020 – 2024");
  assert.equal(inWords("2020", "2020"), "2020");
  assert.equal(inWords("2020", null), "since 2020");
  assert.equal(inWords(null, "2024"), "until 2024");
  assert.equal(inWords("undated", null), "undated");
  assert.equal(inWords(null, null), "");
});
