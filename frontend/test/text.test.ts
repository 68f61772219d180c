import assert from "node:assert/strict";
import { test } from "node:test";
import {
  classLabel,
  fileName,
  isolated,
  isWebAddress,
  plural,
  rightToLeft,
  separated,
  wellFormed,
} from "../src/logic/text.ts";

test("counts are in words, with commas", () => {
  assert.equal(plural(1, "thing", "things"), "1 thing");
  assert.equal(plural(2500, "thing", "things"), "2,500 things");
});

test("only what there is is listed", () => assert.equal(separated(["a", null, "", false, 0, "b"]), "a · b"));

test("the names of classes are read as words", () =>
  assert.equal(classLabel("SomethingElseThere"), "Something else there"));

test("text in other text cannot end its own isolation", () => {
  assert.equal(isolated("\u2069\u202egpj"), "\u2068\u202egpj\u2069");
  assert.equal(isolated("a").length, 3);
});

test("the first strong letter says in which direction a text runs", () => {
  for (const text of ["السفير", "12 (שגריר)", "“السفير” envoy"]) assert.ok(rightToLeft(text));
  for (const text of ["Envoy السفير", "外交部长", "Ўзбекистон", "12", ""]) assert.ok(!rightToLeft(text));
});

test("characters that XML cannot hold are left out", () =>
  assert.equal(wellFormed("a\u0001\ud800b\t🕊\ufffe"), "ab\t🕊"));

test("only addresses of the web are links", () => {
  assert.ok(isWebAddress("HTTPS://example.org/"));
  for (const address of ["javascript:alert(1)", "data:text/html,x", "//example.org", "", null]) {
    assert.ok(!isWebAddress(address));
  }
});

test("the name of a file ends where a word does", () => {
  const [a, b] = ["a".repeat(60), "b".repeat(59)];
  assert.equal(fileName("Relationships: the U.S. & China!"), "relationships-the-u-s-china");
  assert.equal(fileName(`${a} ${b} c`), `${a}-${b}`);
  assert.equal(fileName(`${a} ${"b".repeat(40)} ${"c".repeat(40)}`), `${a}-${"b".repeat(40)}`);
  assert.equal(fileName("a".repeat(140)), "a".repeat(120));
  assert.equal(fileName("???"), "");
});
