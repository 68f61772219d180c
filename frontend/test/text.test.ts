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

test("counts have a noun in the right number, and commas", () => {
  assert.equal(plural(1, "thing", "things"), "1 thing");
  assert.equal(plural(2500, "thing", "things"), "2,500 things");
});

test("empty parts are left out of a list", () => assert.equal(separated(["a", null, "", false, 0, "b"]), "a · b"));

test("names of classes are split into words", () =>
  assert.equal(classLabel("SomethingElseThere"), "Something else there"));

test("an isolated text cannot end its own isolation", () => {
  assert.equal(isolated("\u2069\u202egpj"), "\u2068\u202egpj\u2069");
  assert.equal(isolated("a").length, 3);
});

test("the first letter determines the direction of a text", () => {
  for (const text of ["السفير", "12 (שגריר)", "“السفير” envoy"]) assert.ok(rightToLeft(text));
  for (const text of ["Envoy السفير", "外交部长", "Ўзбекистон", "12", ""]) assert.ok(!rightToLeft(text));
});

test("characters that XML does not allow are left out", () =>
  assert.equal(wellFormed("a\u0001\ud800b\t🕊\ufffe"), "ab\t🕊"));

test("only http and https addresses are links", () => {
  assert.ok(isWebAddress("HTTPS://example.org/"));
  for (const address of ["javascript:alert(1)", "data:text/html,x", "//example.org", "", null]) {
    assert.ok(!isWebAddress(address));
  }
});

test("a file name is cut at the end of a word", () => {
  const [a, b] = ["a".repeat(60), "b".repeat(59)];
  assert.equal(fileName("Relationships: the U.S. & China!"), "relationships-the-u-s-china");
  assert.equal(fileName(`${a} ${b} c`), `${a}-${b}`);
  assert.equal(fileName(`${a} ${"b".repeat(40)} ${"c".repeat(40)}`), `${a}-${"b".repeat(40)}`);
  assert.equal(fileName("a".repeat(140)), "a".repeat(120));
  assert.equal(fileName("???"), "");
});
