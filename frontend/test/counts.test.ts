import assert from "node:assert/strict";
import { test } from "node:test";
import { countsOf, partOf, tally } from "../src/logic/counts.ts";
import { edge, node } from "./graphs.ts";

test("classes, relations and signs are counted", () => {
  const things = [
    node("a", { kind: "Country" }),
    node("b", { kind: "Country", planned: true }),
    node("m", { kind: "Event", contested: true }),
  ];
  const relations = [edge("a", "m", { inferred: true }), edge("b", "m", { contested: true, relation: "kg:s" })];
  assert.deepEqual(countsOf(things, relations), {
    kinds: new Map([
      ["Country", 2],
      ["Event", 1],
    ]),
    relations: new Map([
      ["kg:r", 1],
      ["kg:s", 1],
    ]),
    inferred: 1,
    planned: 1,
    contested: 2,
  });
});

test("the legend gives the number shown only if it is less than the total", () => {
  assert.equal(partOf(2, 3), "2 of ");
  assert.equal(partOf(0, 3), "0 of ");
  assert.equal(partOf(3, 3), "");
});

test("counts are in the order in which their keys first occur", () => {
  assert.deepEqual(
    [...tally(["b", "a", "b"], (text) => text)],
    [
      ["b", 2],
      ["a", 1],
    ],
  );
});
