import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { boxAround, meets, within } from "../src/logic/geometry.ts";
import {
  breakLines,
  type Candidate,
  LABEL_WIDTH,
  oneRow,
  placeLabels,
  type Room,
  shorten,
  wrap,
} from "../src/logic/labels.ts";

// Each letter is six pixels wide.
const measure = (text: string) => [...text].length * 6;

describe("a text that is too wide", () => {
  test("is cut and ends with an ellipsis", () => {
    assert.equal(shorten("Uzbekistan", 60, measure), "Uzbekistan");
    assert.equal(shorten("Uzbekistan", 36, measure), "Uzbek…");
    assert.equal(shorten("The other", 30, measure), "The…");
  });

  test("of thousands of letters is cut with few measurements", () => {
    let measured = 0;
    const counted = (text: string) => {
      measured += 1;
      return measure(text);
    };
    assert.equal(shorten("W".repeat(10_000), 60, counted).length, 10);
    assert.ok(measured < 20);
  });

  test("is never cut inside a surrogate pair", () => assert.equal(shorten("🕊🕊🕊🕊", 18, measure), "🕊🕊…"));
});

describe("a label", () => {
  const rows = (text: string) => wrap(text, measure).rows;

  test("breaks at spaces and after dashes, and not within a word", () => {
    assert.deepEqual(rows("Foreign Ministers' Strategic Dialogue"), ["Foreign Ministers'", "Strategic Dialogue"]);
    assert.deepEqual(rows("China–Uzbekistan Dialogue"), ["China–Uzbekistan", "Dialogue"]);
    assert.deepEqual(rows("Interparliamentary–Intergovernmental"), ["Interparliamentary–", "Intergovernmental"]);
  });

  test("breaks between the characters of Chinese", () =>
    assert.ok(rows("中华人民共和国外交部长战略对话会议第一次会议").length === 2));

  test("has at most three rows", () => {
    const found = rows(
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    );
    assert.equal(found.length, 3);
    assert.ok(found[2]!.endsWith("…"));
  });

  test("ends with an ellipsis if it would have a fourth row", () => {
    assert.deepEqual(rows("Interparliamentary Intergovernmental Intercontinental Interdisciplinary").slice(2), [
      "Intercontinental…",
    ]);
  });

  test("is as wide as its widest row", () => {
    const label = wrap("Foreign Ministers' Strategic Dialogue", measure);
    assert.equal(label.width, measure("Foreign Ministers'"));
    assert.ok(label.width <= LABEL_WIDTH);
    assert.deepEqual(wrap("", measure), { rows: [], width: 0 });
  });

  test("in layers has one row", () => {
    assert.deepEqual(oneRow(" Foreign\nMinisters ", 500, measure).rows, ["Foreign Ministers"]);
  });
});

test("a text is wrapped into as many rows as necessary", () => {
  assert.deepEqual(breakLines("one two three", 48, measure), ["one two", "three"]);
  assert.deepEqual(breakLines("", 48, measure), [""]);
  assert.deepEqual(breakLines("interparliamentary", 48, measure), ["interpa…"]);
});

describe("labels are placed", () => {
  const symbolAt = (x: number, y: number, size = 10) => ({ ...boxAround(x, y, 2 * size, 2 * size), x, y, size });
  const candidate = (id: string, x: number, y: number, given: Partial<Candidate> = {}): Candidate => ({
    id,
    bold: false,
    symbol: symbolAt(x, y),
    always: false,
    mayBeDistant: false,
    textAt: () => ({ rows: [id], width: measure(id) }),
    ...given,
  });
  const place = (candidates: Candidate[], given: Partial<Room> = {}) =>
    placeLabels(candidates, {
      scale: 1,
      sizes: [12],
      least: 10,
      layered: false,
      edge: null,
      taken: candidates.map(({ symbol }) => symbol),
      faded: [],
      ...given,
    });

  test("below their symbols if there is room", () => {
    const [label] = place([candidate("alone", 0, 0)]);
    assert.ok(label!.box.top >= 10 && Math.abs(label!.x) < 0.01);
  });

  test("so that none covers another label or a symbol", () => {
    const crowd = Array.from({ length: 60 }, (_, at) =>
      candidate(`thing ${at}`, (at % 10) * 45, Math.floor(at / 10) * 40),
    );
    const labels = place(crowd);
    assert.ok(labels.length > 20 && labels.length < 60);
    labels.forEach((one, at) => {
      for (const other of labels.slice(at + 1)) assert.ok(!meets(one.box, other.box));
      for (const { id, symbol } of crowd) assert.ok(id === one.id || !meets(one.box, symbol));
    });
  });

  test("even on top of other labels, if they are always shown", () => {
    const pile = Array.from({ length: 12 }, (_, at) => candidate(`a long name of number ${at}`, 0, 0));
    assert.ok(place(pile).length < 12);
    assert.equal(place(pile.map((each) => ({ ...each, always: true }))).length, 12);
  });

  test("inside the edge of the fitted box", () => {
    const edge = boxAround(0, 0, 200, 44);
    const [label] = place([candidate("beside the edge", 0, 10, { symbol: symbolAt(0, 10) })], { edge });
    assert.ok(!label || within(label.box, edge));
  });

  test("not at all if there is no room, even at a distance", () => {
    const walls = [
      boxAround(60, 0, 40, 200),
      boxAround(-60, 0, 40, 200),
      boxAround(0, 20, 4, 4),
      boxAround(0, -20, 4, 4),
    ];
    const enclosed = candidate("Kyrgyzstan", 0, 0, { mayBeDistant: true, symbol: symbolAt(0, 0, 6) });
    assert.deepEqual(place([enclosed], { taken: walls }), []);
  });

  test("only right of their symbols in layers", () => {
    const [label] = place([candidate("row", 0, 0)], { layered: true });
    assert.ok(label!.box.left >= 10);
  });

  test("at a distance, with a line that crosses nothing, if that is allowed", () => {
    const ring = [
      boxAround(0, 24, 40, 20),
      boxAround(0, -24, 40, 20),
      boxAround(45, 0, 50, 20),
      boxAround(-45, 0, 50, 20),
    ];
    const blocked = candidate("Kyrgyzstan", 0, 0, { symbol: symbolAt(0, 0, 6) });
    assert.deepEqual(place([blocked], { taken: [...ring] }), []);
    const [label] = place([{ ...blocked, mayBeDistant: true }], { taken: [...ring] });
    assert.ok(label?.lead);
    assert.ok(ring.every((box) => !meets(box, label.box)));
  });
});
