import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fold, hasOneTypo, indexOf, matching } from "../src/logic/search.ts";
import { node } from "./graphs.ts";

const labelsFound = (nodes: ReturnType<typeof node>[], typed: string): string[] =>
  matching(indexOf(nodes), typed).map((found) => found.node.label);

const NAMES: Record<string, string> = {
  session: "1st China–Uzbekistan Foreign Ministers’ Strategic Dialogue",
  summit: "China\u2011Central Asia Summit",
  saidov: "Bakhtiyor Saidov",
  president: "Shavkat Mirziyoyev",
  mahalla: "Oʻzbekiston mahallalari",
  "C5+1": "C5+1 (U.S.)",
};
const THINGS = Object.entries(NAMES).map(([id, label]) =>
  node(id, { label, subtitle: id === "saidov" ? "of Tashkent" : null }),
);

describe("punctuation, accents and the order of words are ignored", () => {
  const cases: [string, string | null][] = [
    ["1st china-uzbekistan foreign", "session"],
    ["china — uzbekistan dialogue", "session"],
    ["foreign ministers' strategic", "session"],
    ["foreign ministers’ strategic", "session"],
    ["dialogue strategic uzb", "session"],
    ["china-central asia", "summit"],
    ["saidov bakhtiyor", "saidov"],
    ["Saidov, Bakhtiyor", "saidov"],
    ["saidov tashkent", "saidov"],
    ["o'zbekiston", "mahalla"],
    ["o‘zbekiston", "mahalla"],
    ["ozbekiston", "mahalla"],
    ["c5+1 us", "C5+1"],
    ["–", null],
    ["", null],
  ];
  for (const [typed, id] of cases) {
    test(`"${typed}" finds ${id}`, () => assert.deepEqual(labelsFound(THINGS, typed), id ? [NAMES[id]] : []));
  }
});

describe("each word may have one typing error, if there is no exact match", () => {
  const cases: [string, string | null][] = [
    ["Mirziyoev", "president"],
    ["Mirziyoyevv", "president"],
    ["shavkat mirzioyev", "president"],
    ["mirzaioyev", null],
    ["saidov mirziyoyev", null],
  ];
  for (const [typed, id] of cases) {
    test(`"${typed}" finds ${id}`, () => assert.deepEqual(labelsFound(THINGS, typed), id ? [NAMES[id]] : []));
  }

  test("a typing error is a wrong, an extra or a missing letter", () => {
    assert.ok(hasOneTypo("mirziyoxev", "mirziyoyev"));
    assert.ok(hasOneTypo("mirziyoyyev", "mirziyoyev"));
    assert.ok(hasOneTypo("mirziyyev", "mirziyoyev"));
    assert.ok(!hasOneTypo("mirzaioyev", "mirziyoyev"));
  });

  test("a word of four letters may have no typing error", () =>
    assert.deepEqual(labelsFound([node("a", { label: "Wang" })], "wamg"), []));
});

test("names in any script are found", () => {
  const things = [
    node("m", { label: "Murat", labels: { en: "Murat", kk: "Мұрат", ru: "Мурат" } }),
    node("w", { label: "Wang Yi", names: ["王毅"] }),
    node("a", { label: "السفير الخاص" }),
  ];
  for (const [typed, found] of [
    ["МҰРАТ", "Murat"],
    ["Мурат", "Murat"],
    ["王", "Wang Yi"],
    ["السفير", "السفير الخاص"],
  ]) {
    assert.deepEqual(labelsFound(things, typed!), [found]);
  }
});

test("accents are folded", () => {
  assert.deepEqual(labelsFound([node("a", { label: "Ángström Çelik" })], "angstrom c"), ["Ángström Çelik"]);
  assert.equal(fold("  U.S.–China,\u00a0“talks” "), "us china talks");
});

test("another name is found and shown; a match of the label ranks first", () => {
  const things = [
    node("a", { label: "Abdulaziz Example", names: ["Ábdulazíz Exomple"] }),
    node("b", { label: "Exompla" }),
  ];
  const found = (typed: string) =>
    matching(indexOf(things), typed).map(({ node: { id }, otherName }) => [id, otherName]);
  assert.deepEqual(found("abdulaz"), [["a", null]]);
  assert.deepEqual(found("exomp"), [
    ["b", null],
    ["a", "Ábdulazíz Exomple"],
  ]);
  assert.deepEqual(found("abdulaziz exo"), [["a", "Ábdulazíz Exomple"]]);
});

test("a whole name or code ranks first, then beginnings of names, beginnings of words, parts of words", () => {
  const others = ["Bus, the", "Trust us", "Us and them", "Usa"].map((label) => node(label, { label }));
  const things = [node("us", { label: "United States", code: "US" }), ...others];
  assert.deepEqual(labelsFound(things, "US"), ["United States", "Us and them", "Usa", "Trust us", "Bus, the"]);
  assert.deepEqual(labelsFound(things, "usa"), ["Usa"]);
});

test("at most nine matches are listed, also with typing errors; among equals those with more relations first", () => {
  const things = Array.from({ length: 200 }, (_, at) =>
    node(`${at}`, { label: `Session ${at} on trade and transport, Tashkent` }),
  );
  const index = indexOf(things, { weight: ({ id }) => (id === "150" ? 20 : 10) });
  for (const typed of ["tashkent transport", "tashkend transpord"]) {
    const found = matching(index, typed);
    assert.equal(found.length, 9);
    assert.equal(found[0]!.node.id, "150");
  }
});
