// The overview: which of the relations that are shown are drawn as lines, where all of them would hide each
// other. kg/page/overview.py says why, and lays the network out by the same.

let thinned = true;
let bundled = new Map(); // how many relations a line stands for
let thick = new Map(); // of these, the lines between two things that too many relations join to be drawn each
let behind = new Map(); // the line that stands for a relation which is never drawn beside it
const MOST_PARALLEL = 8;
let lines = null; // the relations that are drawn; null until they are next asked for

const pairOf = (edge) => (edge.from < edge.to ? `${edge.from}\n${edge.to}` : `${edge.to}\n${edge.from}`);
const gap = (edge) => Math.abs(nodes.get(edge.from).column - nodes.get(edge.to).column);
// In layers the shorter way across the columns tells more; neighbours are joined whole.
const rankOf = (edge) => (view === "layers" ? Math.max(gap(edge) - 1, 0) : edge.rank);

function drawnLines() {
  lines ??= chosenLines();
  return lines;
}

function chosenLines() {
  const shown = edgesHere();
  bundled = new Map();
  thick = new Map();
  behind = new Map();
  const between = new Map();
  for (const edge of shown) {
    const key = pairOf(edge);
    if (!between.has(key)) between.set(key, { key, rank: rankOf(edge), edges: [] });
    between.get(key).edges.push(edge);
  }
  const told = (pair) => pair.edges.find((edge) => !edge.inferred);
  const lineOf = (pair) => told(pair) ?? pair.edges[0];
  for (const pair of [...between.values()].filter(({ edges: all }) => all.length > MOST_PARALLEL)) {
    const line = lineOf(pair);
    thick.set(line.id, pair.edges.length);
    pair.edges.filter((edge) => edge !== line).forEach((edge) => behind.set(edge.id, line.id));
  }
  if (!thinned || shown.length <= DATA.crowd) {
    bundled = thick;
    return new Set(shown.filter((edge) => !behind.has(edge.id)).map((edge) => edge.id));
  }
  const degree = new Map();
  for (const edge of shown) for (const id of [edge.from, edge.to]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const pairs = [...between.values()];
  for (const pair of pairs) {
    if (pair.edges.length >= DATA.many) pair.rank = 0;
    pair.degree = degree.get(pair.edges[0].from) + degree.get(pair.edges[0].to);
  }
  pairs.sort((a, b) => a.rank - b.rank || b.edges.length - a.edges.length || b.degree - a.degree
    || !told(a) - !told(b) || (a.key < b.key ? -1 : 1));
  const near = new Map();
  const drawn = new Set();
  for (const pair of pairs) {
    const { from, to } = pair.edges[0];
    if (pair.rank > 0 && from !== to && joined(near, from, to, DATA.steps)) continue;
    const line = lineOf(pair);
    drawn.add(line.id);
    bundled.set(line.id, pair.edges.length);
    for (const [one, other] of [[from, to], [to, from]]) near.set(one, (near.get(one) ?? new Set()).add(other));
  }
  return drawn;
}

function joined(near, start, end, steps) {
  const seen = new Set([start]);
  let front = [start];
  for (let step = 0; step < steps; step += 1) {
    front = front.flatMap((id) => [...(near.get(id) ?? [])]).filter((id) => !seen.has(id) && seen.add(id));
    if (seen.has(end)) return true;
  }
  return false;
}

// What is looked at is drawn whole, but for what a thick line stands for.
let looked = null; // what is looked at, worked out once for all relations
const drawnEdge = (edge) => drawnLines().has(edge.id) || Boolean(looked?.edges.has(edge.id) && !looked.edges.has(behind.get(edge.id)));

// How much of what is shown is drawn.
function drawnInWords(drawn, shown) {
  const many = [...thick.values()].reduce((sum, count) => sum + count, 0);
  if (drawn - thick.size + many < shown) return `Overview: ${drawn} of ${shown} relations drawn`;
  return `All ${shown} relations drawn${many ? `; ${plural(thick.size, "thick line stands", "thick lines stand")} for ${many}` : ""}`;
}
