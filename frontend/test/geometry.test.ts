import assert from "node:assert/strict";
import { test } from "node:test";
import { channels, mix } from "../src/logic/colours.ts";
import { boxAround, emptyBox, extend, free, meets, outlineOf, overlap, within } from "../src/logic/geometry.ts";

test("boxes that only touch do not overlap", () => {
  const [a, b, c] = [boxAround(0, 0, 10, 10), boxAround(10, 0, 10, 10), boxAround(8, 8, 10, 10)];
  assert.ok(!meets(a, b));
  assert.ok(meets(a, c));
  assert.equal(overlap(a, c), 4);
  assert.equal(overlap(a, b), 0);
  assert.ok(free(a, [b]) && !free(a, [b, c]));
  assert.ok(within(boxAround(0, 0, 4, 4), a) && !within(c, a));
});

test("an extended box contains all boxes that were added", () => {
  const box = emptyBox();
  extend(box, 0, 0, 1, 2);
  extend(box, -5, 1, 0, 9);
  assert.deepEqual(box, { left: -5, top: 0, right: 1, bottom: 9 });
});

test("each symbol has the corners of its shape, around its middle", () => {
  const corners = { square: 4, diamond: 4, triangle: 3, triangleDown: 3, hexagon: 6, star: 10 };
  for (const [shape, count] of Object.entries(corners)) {
    const outline = outlineOf(shape, 10)!;
    assert.equal(outline.length, count);
    for (const [x, y] of outline) assert.ok(Math.hypot(x, y) <= 15);
  }
  assert.equal(outlineOf("dot", 10), null);
  assert.ok(outlineOf("triangle", 10)![0]![1] < 0 && outlineOf("triangleDown", 10)![0]![1] > 0);
});

test("colours are mixed by their share", () => {
  assert.deepEqual(channels("#0a80ff"), [10, 128, 255]);
  assert.equal(mix("#000000", "#ffffff", 0), "#000000");
  assert.equal(mix("#000000", "#ffffff", 1), "#ffffff");
  assert.equal(mix("#000000", "#0a80ff", 0.5), "#054080");
});
