import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load } from "../src/state/graph.ts";
import { state } from "../src/state/state.ts";
import { refill, shownEdges, shownNodes, updateNear } from "../src/state/visible.ts";
import { edge, node, pageData } from "./graphs.ts";

beforeEach(() => {
  refill([], []);
  Object.assign(state, { inferredHidden: false, centred: null, near: null, days: { at: null, known: null } });
  load(
    pageData(
      [
        node("a", { kind: "Country" }),
        node("b", { kind: "Country", held: [["2024-03-05", null]] }),
        node("m", { kind: "Event" }),
        node("o", { kind: "Official" }),
      ],
      [
        edge("o", "a", { relation: "kg:actsFor" }),
        edge("m", "a", { relation: "kg:hasParty", known: [["2024-03-06", null]] }),
        edge("m", "b", { relation: "kg:hasParty" }),
        edge("a", "b", { relation: "kg:metWith", inferred: true }),
      ],
    ),
  );
});

const shown = () => [
  shownNodes()
    .map(({ id }) => id)
    .join(""),
  shownEdges()
    .map(({ from, to }) => from + to)
    .join(" "),
];

test("everything is shown initially", () => assert.deepEqual(shown(), ["abmo", "oa ma mb ab"]));

test("hiding a class hides its relations", () => {
  refill(["Event"], []);
  assert.deepEqual(shown(), ["abo", "oa ab"]);
});

test("hiding a relation does not hide its things", () => {
  refill([], ["kg:hasParty"]);
  assert.deepEqual(shown(), ["abmo", "oa ab"]);
  refill([], []);
  assert.deepEqual(shown(), ["abmo", "oa ma mb ab"]);
});

test("inferred relations can be hidden", () => {
  state.inferredHidden = true;
  assert.deepEqual(shown(), ["abmo", "oa ma mb"]);
});

test("things that did not hold on the day are hidden with their relations", () => {
  state.days.at = "2024-03-04";
  assert.deepEqual(shown(), ["amo", "oa ma"]);
});

test("relations that were not published by the day are hidden", () => {
  state.days.known = "2024-03-05";
  assert.deepEqual(shown(), ["abmo", "oa mb ab"]);
});

test("a neighbourhood is computed from the relations that pass the filters", () => {
  state.centred = { id: "o", steps: 2 };
  updateNear();
  assert.deepEqual(shown(), ["abmo", "oa ma mb ab"]);
  state.inferredHidden = true;
  updateNear();
  assert.deepEqual(shown(), ["amo", "oa ma"]);
});
