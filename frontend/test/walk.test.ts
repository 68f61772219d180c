import assert from "node:assert/strict";
import { test } from "node:test";
import { isDirection, nextAhead } from "../src/logic/walk.ts";

const PLACES = [
  { id: "right", x: 100, y: 10 },
  { id: "far right", x: 200, y: 0 },
  { id: "aside", x: 20, y: 90 },
  { id: "left", x: -50, y: 0 },
];
const HERE = { x: 0, y: 0 };

test("an arrow key leads to the nearest thing in its direction", () => {
  assert.equal(nextAhead(HERE, PLACES, "ArrowRight"), "right");
  assert.equal(nextAhead(HERE, PLACES, "ArrowLeft"), "left");
  assert.equal(nextAhead(HERE, PLACES, "ArrowDown"), "aside");
  assert.equal(nextAhead(HERE, PLACES, "ArrowUp"), null);
});

test("only arrow keys are directions", () => {
  assert.ok(isDirection("ArrowUp"));
  assert.ok(!isDirection("Enter"));
});
