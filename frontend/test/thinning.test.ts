import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Edge } from "../src/data.ts";
import { neighbourhood } from "../src/logic/routes.ts";
import { chooseLines, drawnInWords, type Rules } from "../src/logic/thinning.ts";
import { edge } from "./graphs.ts";

const RULES: Rules = { thinned: true, crowd: 250, many: 4, steps: 3, rankOf: ({ rank }) => rank };
const times = <T>(number: number, make: (at: number) => T): T[] => Array.from({ length: number }, (_, at) => make(at));

// A complete graph of 25 things.
const completeGraph = (): Edge[] => times(25, (a) => times(a, (b) => edge(`n${a}`, `n${b}`))).flat();

describe("a small graph", () => {
  test("is drawn whole", () => {
    const edges = [edge("a", "b"), edge("b", "a"), edge("b", "c")];
    assert.deepEqual(chooseLines(edges, RULES).drawn, new Set(edges.map(({ id }) => id)));
  });
});

describe("a large graph", () => {
  const edges = completeGraph();
  const { drawn, bundled } = chooseLines(edges, RULES);
  const kept = edges.filter(({ id }) => drawn.has(id));

  test("is thinned", () => assert.ok(drawn.size < edges.length / 4));

  test("stays connected: at most three drawn lines join the ends of each relation", () => {
    for (const { from, to } of edges) assert.ok(neighbourhood(kept, from, RULES.steps).has(to));
  });

  test("is drawn whole if thinning is off", () => {
    assert.equal(chooseLines(edges, { ...RULES, thinned: false }).drawn.size, edges.length);
  });

  test("always draws relations of rank 0, and pairs with many relations", () => {
    const rules = { ...RULES, crowd: 0 };
    const drawnOf = (given: Edge[]) => [...chooseLines(given, rules).drawn];
    const path = [edge("b", "a", { rank: 0 }), edge("a", "c", { rank: 0 })];
    const shortcut = edge("b", "c");
    assert.ok(!drawnOf([...path, shortcut]).includes(shortcut.id));
    assert.ok(drawnOf([...path, { ...shortcut, rank: 0 }]).includes(shortcut.id));
    const many = times(RULES.many, () => edge("b", "c"));
    assert.ok(drawnOf([...path, ...many]).includes(many[0]!.id));
  });

  test("leaves out relations that three drawn lines replace, and not those that four replace", () => {
    const path = ["ab", "bc", "cd", "de"].map((pair) => edge(pair[0]!, pair[1]!, { rank: 0 }));
    const [three, four] = [edge("a", "d"), edge("a", "e")];
    const { drawn } = chooseLines([...path, three, four], { ...RULES, crowd: 0 });
    assert.deepEqual([drawn.has(three.id), drawn.has(four.id)], [false, true]);
  });

  test("counts the relations that a line stands for", () => {
    assert.equal(drawn.size, bundled.size);
    assert.ok([...bundled.values()].every((count) => count === 1));
  });

  test("does not depend on the order of the relations", () => {
    const turned = chooseLines(edges.toReversed(), RULES);
    assert.deepEqual([...turned.drawn].sort(), [...drawn].sort());
  });

  test("draws a loop", () => {
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
  const { drawn, thick, representedBy } = chooseLines([...parallel, ...others], RULES);

  test("are one thick line, that of a stated relation if there is one", () => {
    assert.deepEqual([...thick], [[parallel[1]!.id, 100]]);
    assert.equal(representedBy.size, 99);
    assert.deepEqual(drawn, new Set([parallel[1]!.id, ...others.map(({ id }) => id)]));
  });

  test("are described in words", () => {
    assert.equal(drawnInWords(drawn.size, 108, thick), "All 108 relations drawn; 1 thick line stands for 100");
    assert.equal(drawnInWords(90, 300, new Map()), "90 of 300 relations drawn");
    assert.equal(drawnInWords(8, 8, new Map()), "All 8 relations drawn");
  });
});
