import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Edge } from "../src/data.ts";
import { neighbourhood } from "../src/logic/routes.ts";
import { chooseLines, drawnInWords, type Rules } from "../src/logic/thinning.ts";
import { edge } from "./graphs.ts";

const RULES: Rules = { thinned: true, crowd: 250, many: 4, steps: 3, rankOf: ({ rank }) => rank };
const times = <T>(number: number, make: (at: number) => T): T[] => Array.from({ length: number }, (_, at) => make(at));

// Twenty-five things, each linked with each.
const club = (): Edge[] => times(25, (a) => times(a, (b) => edge(`n${a}`, `n${b}`))).flat();

describe("a small graph", () => {
  test("is drawn whole", () => {
    const edges = [edge("a", "b"), edge("b", "a"), edge("b", "c")];
    assert.deepEqual(chooseLines(edges, RULES).drawn, new Set(edges.map(({ id }) => id)));
  });
});

describe("a large graph", () => {
  const edges = club();
  const { drawn, bundled } = chooseLines(edges, RULES);
  const kept = edges.filter(({ id }) => drawn.has(id));

  test("is thinned", () => assert.ok(drawn.size < edges.length / 4));

  test("does not fall apart: what a line joins is joined by three or fewer", () => {
    for (const { from, to } of edges) assert.ok(neighbourhood(kept, from, RULES.steps).has(to));
  });

  test("is drawn whole where that is asked for", () => {
    assert.equal(chooseLines(edges, { ...RULES, thinned: false }).drawn.size, edges.length);
  });

  test("keeps the spine, and what has many relations with each other, whatever else joins them", () => {
    const rules = { ...RULES, crowd: 0 };
    const drawnOf = (given: Edge[]) => [...chooseLines(given, rules).drawn];
    const way = [edge("b", "a", { rank: 0 }), edge("a", "c", { rank: 0 })];
    const shortcut = edge("b", "c");
    assert.ok(!drawnOf([...way, shortcut]).includes(shortcut.id));
    assert.ok(drawnOf([...way, { ...shortcut, rank: 0 }]).includes(shortcut.id));
    const many = times(RULES.many, () => edge("b", "c"));
    assert.ok(drawnOf([...way, ...many]).includes(many[0]!.id));
  });

  test("leaves out what three drawn lines join, and not what four do", () => {
    const way = ["ab", "bc", "cd", "de"].map((pair) => edge(pair[0]!, pair[1]!, { rank: 0 }));
    const [three, four] = [edge("a", "d"), edge("a", "e")];
    const { drawn } = chooseLines([...way, three, four], { ...RULES, crowd: 0 });
    assert.deepEqual([drawn.has(three.id), drawn.has(four.id)], [false, true]);
  });

  test("says how many relations a line stands for", () => {
    assert.equal(drawn.size, bundled.size);
    assert.ok([...bundled.values()].every((count) => count === 1));
  });

  test("does not depend on the order in which it comes", () => {
    const turned = chooseLines(edges.toReversed(), RULES);
    assert.deepEqual([...turned.drawn].sort(), [...drawn].sort());
  });

  test("takes a loop as it is", () => {
    const loop = edge("n0", "n0");
    assert.ok(chooseLines([...edges, loop], RULES).drawn.has(loop.id));
  });
});

describe("many relations between the same two", () => {
  const parallel = [
    edge("a", "b", { inferred: true }),
    ...times(99, (at) => (at % 2 ? edge("a", "b") : edge("b", "a"))),
  ];
  const others = times(8, () => edge("a", "c"));
  const { drawn, thick, behind } = chooseLines([...parallel, ...others], RULES);

  test("are one thick line, a stated one where there is one", () => {
    assert.deepEqual([...thick], [[parallel[1]!.id, 100]]);
    assert.equal(behind.size, 99);
    assert.deepEqual(drawn, new Set([parallel[1]!.id, ...others.map(({ id }) => id)]));
  });

  test("are described in words", () => {
    assert.equal(drawnInWords(drawn.size, 108, thick), "All 108 relations drawn; 1 thick line stands for 100");
    assert.equal(drawnInWords(90, 300, new Map()), "Overview: 90 of 300 relations drawn");
    assert.equal(drawnInWords(8, 8, new Map()), "All 8 relations drawn");
  });
});
