import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { arranged, bubbleTexts, dotIn, groupAt, isDistinct, tallyCommunities } from "../src/logic/communities.ts";
import { edge, node } from "./graphs.ts";

const GROUPS = [
  { hubs: ["a"], kind: "Country", x: 0, y: 0, r: 100, wide: 400, high: 200 },
  { hubs: ["b"], kind: "Country", x: 300, y: 0, r: 50, wide: 100, high: 100 },
];

test("things and relations are counted within and between communities", () => {
  const of: Record<string, number> = { a: 0, b: 1, c: 1, d: 2 };
  const nodes = Object.entries(of).map(([id, community]) => node(id, { community }));
  const edges = [edge("a", "b"), edge("c", "a"), edge("b", "c"), edge("c", "d")];
  const tally = tallyCommunities(3, nodes, edges, (id) => of[id]!);
  assert.deepEqual(tally.members, [1, 2, 1]);
  assert.deepEqual(tally.within, [0, 1, 0]);
  assert.deepEqual(tally.neighbours, [
    [{ at: 1, count: 2 }],
    [
      { at: 0, count: 2 },
      { at: 2, count: 1 },
    ],
    [{ at: 1, count: 1 }],
  ]);
  assert.deepEqual([tally.pairs, tally.most], [2, 2]);
});

test("only the strongest lines of each community are drawn", () => {
  const nodes = Array.from({ length: 12 }, (_, at) => node(`n${at}`, { community: at }));
  const edges = nodes.flatMap((one, a) => nodes.slice(0, a).map((other) => edge(one.id, other.id)));
  const tally = tallyCommunities(12, nodes, edges, (id) => Number(id.slice(1)));
  assert.equal(tally.pairs, 66);
  assert.ok(tally.strong.length <= 36);
});

test("a point inside a bubble finds its community, and a point outside finds none", () => {
  assert.equal(groupAt(GROUPS, { x: 99, y: 0 }), 0);
  assert.equal(groupAt(GROUPS, { x: 300, y: 49 }), 1);
  assert.equal(groupAt(GROUPS, { x: 150, y: 150 }), null);
});

test("every thing is placed inside the bubble of its community", () => {
  for (const x of [-200, -90, 0, 130, 200]) {
    for (const y of [-100, 0, 100]) {
      const dot = dotIn(GROUPS[0]!, { x, y });
      assert.ok(Math.hypot(dot.x, dot.y) <= 100);
    }
  }
});

test("a path is placed in a line, other things around the first", () => {
  assert.deepEqual(
    [...arranged(["a", "b", "c"], true).values()].map(({ x }) => x),
    [0, 190, 380],
  );
  const around = [...arranged(["a", "b", "c"], false).values()];
  assert.deepEqual(around[0], { x: 0, y: 0 });
  assert.equal(new Set(around.map(({ x, y }) => `${x} ${y}`)).size, 3);
});

describe("the text of a bubble", () => {
  const measure = (text: string) => text.length * 6;
  const shorten = (text: string, width: number) =>
    measure(text) <= width ? text : `${text.slice(0, Math.max(Math.floor(width / 6) - 1, 0))}…`;
  const names = ["Uzbekistan", "Kazakhstan", "Tajikistan"];
  const textOf = (radius: number, pointed = false, allNames = names) =>
    bubbleTexts({ names, allNames, things: 120, radius, pointed, measure, shorten }).next().value;

  test("is as long as the bubble has room for", () => {
    assert.deepEqual(textOf(80), { rows: names, count: "120 things" });
    assert.deepEqual(textOf(8), { rows: [], count: "120" });
  });

  test("is complete when the pointer is on the bubble", () =>
    assert.deepEqual(textOf(8, true), { rows: names, count: "120 things" }));

  test("never shortens a name to the beginning of another name", () => {
    assert.ok(isDistinct("Uzbek…", "Uzbekistan", names));
    assert.ok(!isDistinct("Uzbek…", "Uzbekistan", [...names, "Uzbek Embassy"]));
    assert.ok(!isDistinct("Uz…", "Uzbekistan", names));
    assert.ok(isDistinct("Uzbekistan", "Uzbekistan", ["Uzbekistan", "Uzbekistan"]));
  });
});
