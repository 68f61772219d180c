import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type AddressState,
  initialState,
  type Known,
  nameOfEdge,
  readFragment,
  writeFragment,
} from "../src/logic/address.ts";
import { edge } from "./graphs.ts";

const EDGES = [
  edge("urn:a", "urn:f", { id: "e0", relation: "kg:metUnder" }),
  edge("urn:a", "urn:b", { id: "e1", relation: "kg:memberOf", through: "urn:f" }),
];
const KNOWN: Known = {
  hasNode: (id) => ["urn:a", "urn:b", "urn:f"].includes(id),
  hadNode: (id) => ["urn:a", "urn:b", "urn:f", "urn:later"].includes(id),
  edges: EDGES,
  kinds: new Set(["Official", "Country"]),
  relations: new Set(["kg:metUnder", "kg:memberOf"]),
  languages: new Set(["ru", "uz"]),
  rows: 2,
};
const write = (state: Partial<AddressState>): string =>
  writeFragment({ ...initialState(), ...state }, (id) => EDGES.find((each) => each.id === id)!).toString();
const read = (fragment: string): AddressState => readFragment(fragment, KNOWN);

describe("a written state is read back unchanged", () => {
  const states: [string, Partial<AddressState>][] = [
    ["", {}],
    ["view=layers", { view: "layers" }],
    ["node=urn%3Aa", { selected: { type: "node", id: "urn:a" } }],
    ["edge=urn%3Aa+kg%3AmetUnder+urn%3Af", { selected: { type: "edge", id: "e0" } }],
    ["edge=urn%3Aa+kg%3AmemberOf+urn%3Ab+urn%3Af", { selected: { type: "edge", id: "e1" } }],
    ["arc=arc+urn%3Aa+urn%3Ab", { selected: { type: "arc", id: "arc urn:a urn:b" } }],
    ["row=2", { selected: { type: "row", row: 1 } }],
    ["from=urn%3Aa", { selected: { type: "path", from: "urn:a", to: null, at: 0 } }],
    ["from=urn%3Aa&to=urn%3Ab&path=3", { selected: { type: "path", from: "urn:a", to: "urn:b", at: 2 } }],
    ["search=bl%26n", { search: "bl&n" }],
    ["hide=Country&hide=Official", { hiddenKinds: ["Country", "Official"] }],
    ["without=kg%3AmetUnder", { hiddenRelations: ["kg:metUnder"] }],
    ["inferred=no", { inferredHidden: true }],
    ["lines=all", { thinned: false }],
    ["links=4", { strength: 4 }],
    ["names=ru", { language: "ru" }],
    ["keys=off", { singleKeys: false }],
    ["open=urn%3Af", { opened: "urn:f" }],
    ["around=urn%3Aa", { centred: { id: "urn:a", steps: 1 } }],
    ["around=urn%3Aa&steps=2", { centred: { id: "urn:a", steps: 2 } }],
    ["at=2024-04-01&known-by=2024-03-06", { at: "2024-04-01", known: "2024-03-06" }],
    ["eye=10%2C-20%2C0.900", { eye: { x: 10, y: -20, scale: 0.9 } }],
  ];
  for (const [fragment, state] of states) {
    test(fragment || "the initial state", () => {
      assert.equal(write(state), fragment);
      assert.deepEqual(read(`#${fragment}`), { ...initialState(), ...state });
    });
  }

  test("all values together", () => {
    const state = Object.assign({}, ...states.map(([, each]) => each)) as Partial<AddressState>;
    assert.deepEqual(read(write(state)), { ...initialState(), ...state });
  });
});

test("a thing that was not known by the chosen day can be the centre of a neighbourhood, and names its community", () => {
  const state = { ...initialState(), centred: { id: "urn:later", steps: 1 }, opened: "urn:later" };
  assert.deepEqual(read("#around=urn:later&open=urn:later"), state);
});

describe("unknown values in an address are ignored", () => {
  const fragments = [
    "#node=%3Cscript%3Ealert(1)%3C/script%3E",
    "#node=__proto__&edge=constructor&names=hasOwnProperty&hide=toString&without=valueOf&open=urn:nothing",
    "#at=9999-99-99&known-by=javascript:alert(1)&links=1e999&eye=NaN,Infinity,-1",
    "#steps=-4&around=urn:nothing&path=1e9&row=99&row=0",
    "#eye=1,2&links=-3&links=2.5",
    "#row=1.5",
    "#view=toString",
    "#node=urn:later&from=urn:later",
    "#%E0%A4%A&%%%&=&&nodes",
    `#hide=${"x".repeat(300_000)}`,
    `#${"hide=Official&".repeat(2000)}`,
  ];
  for (const fragment of fragments) test(fragment.slice(0, 60), () => assert.deepEqual(read(fragment), initialState()));

  test("a path with one unknown end keeps the other end", () => {
    assert.deepEqual(read("#from=urn:a&to=urn:nothing").selected, { type: "path", from: "urn:a", to: null, at: 0 });
  });

  test("a search is cut to 200 letters, a scale to the range that can be drawn, a number of links to a million", () => {
    assert.equal(read(`#search=${"x".repeat(5000)}`).search.length, 200);
    assert.equal(read("#eye=0,0,0.00000001").eye?.scale, 0.02);
    assert.equal(read("#eye=0,0,900").eye?.scale, 50);
    assert.equal(read("#links=99999999").strength, 1e6);
  });
});

test("the name of a relation consists of its ends and the third thing", () => {
  assert.deepEqual(EDGES.map(nameOfEdge), ["urn:a kg:metUnder urn:f", "urn:a kg:memberOf urn:b urn:f"]);
});
