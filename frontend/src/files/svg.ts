// An SVG picture of what is shown: the title, the drawing, and below it the key, the licence, the version and the
// sources.

import { contestedMarks } from "../drawing/marks.ts";
import { someEdges } from "../drawing/network.ts";
import { presentNodes } from "../drawing/places.ts";
import { colourOf, measureIn, theme } from "../drawing/theme.ts";
import { breakLines } from "../logic/labels.ts";
import { classLabel, plural, wellFormed } from "../logic/text.ts";
import { kinds, sources as known } from "../state/graph.ts";
import { linesInWords } from "../state/lines.ts";
import { showsBubbles } from "../state/stage.ts";
import { state } from "../state/state.ts";
import { shownNodes } from "../state/visible.ts";
import { type Provenance, type Shown, sourceLine } from "./provenance.ts";
import { contestedSign, drawing } from "./svg-drawing.ts";
import { type Attributes, mark, symbol, words } from "./svg-marks.ts";

const EDGE = 28;

export function svg(shown: Shown): string {
  const { body, box } = drawing();
  const { about } = shown;
  const [wide, high] = [box.right - box.left, box.bottom - box.top];
  const scale = Math.min(Math.max(1200 / Math.max(wide, 1), 0.4), 2.5);
  const width = Math.max(wide * scale + 2 * EDGE, 560);
  const inner = width - 2 * EDGE;
  const title = rowsOf(about.title, inner, 20);
  const head = EDGE + title.length * 26 + (about.shown === "all" ? 0 : 20);
  const credits = rowsOf(credit(shown), inner, 11);
  const key = keyRows(inner);
  const keyTop = head + high * scale + 26;
  const height = keyTop + key.rows * 24 + 12 + credits.length * 16 + EDGE;
  const whole = sheet(width, height, about);
  title.forEach((row, at) => {
    whole.append(words(row, { x: EDGE, y: EDGE + 16 + at * 26, "font-size": 20, "font-weight": 650, fill: theme.ink }));
  });
  if (about.shown !== "all") {
    whole.append(words(`Shown: ${about.shown}`, { x: EDGE, y: head - 6, "font-size": 12, fill: theme.soft }));
  }
  const [x, y] = [(width - wide * scale) / 2 - box.left * scale, head + 10 - box.top * scale];
  const transform = `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(4)})`;
  const frame = mark("g", { transform });
  frame.append(...body.childNodes);
  whole.append(frame);
  for (const entry of key.items) {
    const [left, top] = [EDGE + entry.x, keyTop + entry.row * 24];
    whole.append(...entry.sign(left + 7, top + 7));
    whole.append(words(entry.name, { x: left + 20, y: top + 11, "font-size": 12, fill: theme.ink }));
  }
  credits.forEach((row, at) => {
    whole.append(words(row, { x: EDGE, y: keyTop + key.rows * 24 + 20 + at * 16, "font-size": 11, fill: theme.soft }));
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(whole)}\n`;
}

// The empty picture, with its metadata.
function sheet(width: number, height: number, about: Provenance): SVGElement {
  const { title, shown, data_version, licence, sources } = about;
  const lines = [`Shown: ${shown}`, `Data version: ${data_version}`, `Licence: ${licence}`, "Sources:"];
  return mark(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width.toFixed(0)} ${height.toFixed(0)}`,
      width: Math.round(width),
      height: Math.round(height),
      "font-family": theme.font.replaceAll('"', "'"),
      role: "img",
    },
    mark("title", {}, wellFormed(title)),
    mark("desc", {}, wellFormed([...lines, ...sources.map(sourceLine)].join("\n"))),
    mark("rect", { width: "100%", height: "100%", fill: theme.paper }),
  );
}

function credit({ edges, about }: Shown): string {
  const { data_version, licence, sources } = about;
  const isLineless = state.view === "map" || showsBubbles();
  const drawn = isLineless ? 0 : someEdges.length;
  const left = drawn && drawn < edges.length ? `${linesInWords(drawn, edges.length)}. ` : "";
  const dashed = edges.some((edge) => edge.inferred) && !isLineless ? "Dashed lines are inferred. " : "";
  const own = [...new Set(sources.map((source) => source.licence).filter(Boolean))];
  const licences = own.length
    ? ` ${own.length === 1 ? "Licence" : "Licences"} that sources name: ${own.join("; ")}.`
    : "";
  const all = plural(known.length, "source", "sources");
  const isPart = sources.length < known.length;
  const cited = isPart ? `${sources.length} of ${all} cited by what is shown` : all;
  const names = [...new Set(sources.map(({ publisher, title, iri }) => publisher ?? title ?? iri))].join("; ");
  return `${left}${dashed}Data version ${data_version || "unknown"}. Licence of the data: ${licence || "not given"}. ${cited}: ${names}.${licences}`;
}

interface KeyEntry {
  name: string;
  sign: (x: number, y: number) => SVGElement[];
}

// The entries of the key: the classes and signs that are drawn.
function keyEntries(): KeyEntry[] {
  const things = showsBubbles() ? shownNodes() : presentNodes();
  const present = new Set(things.map((node) => node.kind));
  const signOf = (kind: string, look: Attributes) => (x: number, y: number) => [
    symbol(kinds.get(kind)!.shape, x, y, 6, look),
  ];
  const entries: KeyEntry[] = [...kinds.keys()]
    .filter((kind) => present.has(kind))
    .map((kind) => ({ name: classLabel(kind), sign: signOf(kind, { fill: colourOf(kind) }) }));
  if (showsBubbles()) return entries;
  const planned = things.find((node) => node.planned);
  if (planned) {
    const look = { fill: theme.paper, stroke: colourOf(planned.kind), "stroke-width": 1.8, "stroke-dasharray": "3 2" };
    entries.push({ name: "Planned", sign: signOf(planned.kind, look) });
  }
  const isContested = contestedMarks().some(({ isFaded }) => !isFaded);
  if (isContested) entries.push({ name: "Contested", sign: (x, y) => contestedSign(x, y, 6.5) });
  return entries;
}

function keyRows(width: number): { items: (KeyEntry & { x: number; row: number })[]; rows: number } {
  const measure = measureIn(`12px ${theme.font}`);
  let [x, row] = [0, 0];
  const items = keyEntries().map((entry) => {
    const wide = measure(entry.name) + 44;
    if (x && x + wide > width) [x, row] = [0, row + 1];
    const item = { ...entry, x, row };
    x += wide;
    return item;
  });
  return { items, rows: row + 1 };
}

const rowsOf = (text: string, width: number, px: number): string[] =>
  breakLines(text, width, measureIn(`${px >= 20 ? 650 : 450} ${px}px ${theme.font}`));
