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

test("everything is shown at first", () => assert.deepEqual(shown(), ["abmo", "oa ma mb ab"]));

test("without a class its relations go, too", () => {
  refill(["Event"], []);
  assert.deepEqual(shown(), ["abo", "oa ab"]);
});

test("without a relation its things stay", () => {
  refill([], ["kg:hasParty"]);
  assert.deepEqual(shown(), ["abmo", "oa ab"]);
  refill([], []);
  assert.deepEqual(shown(), ["abmo", "oa ma mb ab"]);
});

test("what is inferred can be left out", () => {
  state.inferredHidden = true;
  assert.deepEqual(shown(), ["abmo", "oa ma mb"]);
});

test("what did not hold on the day goes, with its relations", () => {
  state.days.at = "2024-03-04";
  assert.deepEqual(shown(), ["amo", "oa ma"]);
});

test("what was not known by the day goes", () => {
  state.days.known = "2024-03-05";
  assert.deepEqual(shown(), ["abmo", "oa mb ab"]);
});

test("of a neighbourhood only what the filters leave is near", () => {
  state.centred = { id: "o", steps: 2 };
  updateNear();
  assert.deepEqual(shown(), ["abmo", "oa ma mb ab"]);
  state.inferredHidden = true;
  updateNear();
  assert.deepEqual(shown(), ["amo", "oa ma"]);
});
