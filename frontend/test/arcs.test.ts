import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  edgeCrossing,
  findArcs,
  firstStrength,
  linksEach,
  rimAt,
  ringsOf,
  strengthOf,
  strongestOf,
} from "../src/logic/arcs.ts";
import { edge, node } from "./graphs.ts";

const COUNTRIES = ["JP", "US", "UZ"];
const isOnMap = (id: string) => COUNTRIES.includes(id);
const pact = node("pact");

describe("arcs", () => {
  const edges = [
    ...COUNTRIES.map((code) => edge(code, "pact")),
    edge("pact", "US"),
    edge("UZ", "JP", { id: "own" }),
    edge("US", "US"),
  ];
  const arcs = findArcs({ shared: [pact], edges, isOnMap });

  test("have one link for each thing that two countries share and for each relation between them", () => {
    const links = [...arcs.values()].map((arc) => [arc.id, arc.things, arc.edges]);
    assert.deepEqual(links, [
      ["arc JP US", ["pact"], []],
      ["arc JP UZ", ["pact"], ["own"]],
      ["arc US UZ", ["pact"], []],
    ]);
  });

  test("are as strong as their number of links", () => {
    assert.deepEqual([...arcs.values()].map(strengthOf), [1, 2, 1]);
    assert.equal(strongestOf(arcs.values()), 2);
    assert.deepEqual(
      [...linksEach(arcs.values())],
      [
        ["JP", 3],
        ["US", 2],
        ["UZ", 3],
      ],
    );
  });

  test("do not exist if nothing is shared", () => {
    assert.equal(findArcs({ shared: [], edges: edges.slice(0, 4), isOnMap }).size, 0);
    assert.equal(strongestOf([]), 1);
  });
});

test("about forty arcs are drawn initially, and at least one", () => {
  const arcOf = (strength: number) => ({
    id: "",
    from: "",
    to: "",
    things: Array<string>(strength).fill("t"),
    edges: [],
  });
  const some = Array.from({ length: 100 }, (_, at) => arcOf(at + 1));
  assert.equal(firstStrength(some), 61);
  assert.equal(firstStrength(some.slice(0, 40)), 1);
  assert.equal(firstStrength(Array.from({ length: 60 }, () => arcOf(5))), 5);
});

test("an arc crosses both edges of the map at the same height", () => {
  const outline: [number, number][] = [
    [100, -50],
    [200, 0],
    [100, 50],
  ];
  assert.equal(rimAt(outline, -60), 100);
  assert.equal(rimAt(outline, -25), 150);
  assert.equal(rimAt(outline, 70), 100);
  const { x, y } = edgeCrossing(outline, [-180, 0], [180, 10]);
  assert.ok(x > 0 && x <= 200 && y < 10);
  assert.equal(rimAt(outline, y), x);
});

test("coastlines are unpacked from their first points and steps", () => {
  assert.deepEqual(ringsOf([[2, 4, 2, 0, 0, 2]]), [
    [
      [1, 2],
      [2, 2],
      [2, 3],
    ],
  ]);
});
