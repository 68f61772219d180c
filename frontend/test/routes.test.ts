import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findRoutes, MOST_ROUTES, neighbourhood } from "../src/logic/routes.ts";
import { edge } from "./graphs.ts";

const EDGES = [
  edge("o", "a", { label: "acts for" }),
  edge("a", "f", { label: "met under", inferred: true }),
  edge("b", "f", { label: "met under", inferred: true }),
  edge("m", "a", { label: "has party" }),
  edge("m", "b", { label: "has party" }),
  edge("f", "m", { label: "held session of" }),
];
const routes = (edges: typeof EDGES, from: string, to: string) =>
  findRoutes(edges, from, to, (id) => id).map((route) => [from, ...route.map((step) => step.to)].join(" "));

describe("paths", () => {
  test("are the shortest in either direction, sorted by names", () => {
    assert.deepEqual(routes(EDGES, "o", "b"), ["o a f b", "o a m b"]);
  });

  test("list the relations of each step, stated before inferred", () => {
    const both = [edge("a", "b", { id: "i", inferred: true, label: "a" }), edge("b", "a", { id: "s", label: "z" })];
    const steps = findRoutes(both, "a", "b", (id) => id).flat();
    assert.deepEqual(
      steps.map(({ edges }) => edges.map(({ id }) => id)),
      [["s", "i"]],
    );
  });

  test("use only the given relations", () => {
    assert.deepEqual(
      routes(
        EDGES.filter(({ inferred }) => !inferred),
        "o",
        "b",
      ),
      ["o a m b"],
    );
    assert.deepEqual(
      routes(
        EDGES.filter(({ from }) => from !== "m"),
        "o",
        "x",
      ),
      [],
    );
  });

  test("do not exist from a thing to itself", () => assert.deepEqual(routes(EDGES, "a", "a"), []));

  test("are at most fifty", () => {
    const wide = Array.from({ length: 9 }, (_, one) => [
      edge("a", `x${one}`),
      ...Array.from({ length: 9 }, (_, two) => edge(`x${one}`, `y${two}`)),
    ]).flat();
    const ends = Array.from({ length: 9 }, (_, two) => edge(`y${two}`, "b"));
    assert.equal(routes([...wide, ...ends], "a", "b").length, MOST_ROUTES);
  });

  test("have the length that a breadth-first search finds in random graphs", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    for (let turn = 0; turn < 50; turn += 1) {
      const edges = Array.from({ length: 14 }, () => edge(`n${random(10)}`, `n${random(10)}`));
      const near = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((steps) => neighbourhood(edges, "n0", steps).has("n1"));
      const found = findRoutes(edges, "n0", "n1", (id) => id);
      assert.equal(found[0]?.length, near);
      for (const route of found) {
        assert.equal(route.length, near);
        for (const step of route)
          assert.ok(
            step.edges.every(({ from, to }) => [from, to].sort().join() === [step.from, step.to].sort().join()),
          );
      }
    }
  });
});

test("a neighbourhood contains the things within a number of steps", () => {
  assert.deepEqual([...neighbourhood(EDGES, "o", 1)].sort(), ["a", "o"]);
  assert.deepEqual([...neighbourhood(EDGES, "o", 2)].sort(), ["a", "f", "m", "o"]);
  assert.deepEqual([...neighbourhood([], "o", 2)], ["o"]);
});
