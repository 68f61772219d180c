// Labels: constant size on the screen, drawn where they fit.

const LABEL_WIDTH = 118;
const LONGEST_ROW = 1000; // letters that are looked at to see how many fit
// A label breaks at spaces, after hyphens and dashes, and between characters of Chinese and Japanese.
const PIECES = /\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\-–—/\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+[-–—/]*|[-–—/]+/gu;
const wrapped = new Map();
let placement = null;
let home = null; // the room of what was fitted last: everything, or what is selected

const fontOf = (bold, px) => `${bold ? 620 : 450} ${px}px ${theme.font}`;

function shorten(text, width) {
  if (text.length <= LONGEST_ROW && pen.measureText(text).width <= width) return text;
  // Halving finds the cut in a few steps, also in a text of thousands of letters.
  const letters = [...text.slice(0, LONGEST_ROW)];
  const cut = (count) => `${letters.slice(0, count).join("").trimEnd()}…`;
  let [fits, over] = [1, letters.length + 1];
  while (over - fits > 1) {
    const half = (fits + over) >> 1;
    if (pen.measureText(cut(half)).width <= width) fits = half;
    else over = half;
  }
  return cut(fits);
}

function wrap(text, bold) {
  const key = `${bold}${text}`;
  if (wrapped.has(key)) return wrapped.get(key);
  pen.font = fontOf(bold, 12);
  const rows = [];
  let space = "";
  for (const piece of text.trim().slice(0, LONGEST_ROW).match(PIECES) ?? []) {
    if (/^\s/.test(piece)) { space = " "; continue; }
    const longer = rows.length ? `${rows.at(-1)}${space}${piece}` : piece;
    if (rows.length && pen.measureText(longer).width <= LABEL_WIDTH) rows[rows.length - 1] = longer;
    else rows.push(piece);
    space = "";
  }
  const kept = rows.slice(0, 3);
  if (rows.length > 3) kept[2] = `${kept[2]}…`;
  const label = { rows: kept.map((row) => shorten(row, LABEL_WIDTH * 1.4)) };
  label.width = Math.max(0, ...label.rows.map((row) => pen.measureText(row).width));
  wrapped.set(key, label);
  return label;
}

const overlap = (a, b) => Math.max(Math.min(a.right, b.right) - Math.max(a.left, b.left), 0) * Math.max(Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top), 0);
const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const within = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
const free = (box, taken) => !taken.some((other) => meets(box, other));
const around = (x, y, width, height) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

// What is named whatever stands around it: what is pointed at, and what is selected; on the map the countries that
// stand for it, where it is not there itself.
function called() {
  return new Set([hovered, selected].filter(Boolean).flatMap((thing) => {
    const there = thingsOf(thing).filter((id) => view !== "map" || onMap(nodes.get(id)));
    return there.length ? there : [...(focused(thing)?.nodes ?? [])];
  }));
}

function place(scale) {
  const focus = focused();
  const always = called();
  const lit = ({ id }) => !focus || focus.nodes.has(id) || always.has(id);
  const at = network.getPositions();
  const symbols = new Map();
  for (const node of placedNodes()) {
    const { x, y } = at[node.id];
    const size = sizeOf(node);
    symbols.set(node.id, { ...around(x, y, size * 2, size * 2), x, y, size });
  }
  const marks = marked().map(({ x, y }) => around(x, y, 13 / scale, 13 / scale));
  const taken = [...placedNodes().filter(lit).map(({ id }) => symbols.get(id)), ...marks];
  const faded = placedNodes().filter((node) => !lit(node)).map(({ id }) => symbols.get(id));
  const links = view === "map" ? linksEach() : new Map();
  const most = Math.max(...links.values(), 1);
  const candidates = placedNodes().filter(lit)
    .sort((a, b) => always.has(b.id) - always.has(a.id) || (links.get(b.id) ?? 0) - (links.get(a.id) ?? 0) || b.size - a.size
      || touching.get(b.id).length - touching.get(a.id).length).slice(0, 500);
  const px = 12 * Math.min(Math.max(view === "map" && !large.matches ? 1 : scale, 0.92), large.matches ? 1.9 : 1.35);
  const layered = view === "layers";
  const least = large.matches ? 14 : 10;
  const sizes = layered ? [Math.max(Math.min(px, 12.5 * Math.max(scale, 0.88), 1.03 * ROW * scale), least)] : [px, Math.max(px * 0.88, least)];
  // While all that was fitted is in view, no label may run over the edge of the room that it has.
  const edge = home && view !== "layers" && scale <= home.scale * 1.01 ? home : null;
  const labels = [];
  for (const node of candidates) {
    const bold = node.kind === "Country" || isSelected("node", node.id);
    const symbol = symbols.get(node.id);
    const bounds = edge && within(symbol, edge) ? edge : null;
    const fits = ({ box }) => free(box, taken) && (!bounds || within(box, bounds));
    const covered = ({ box }) => taken.reduce((sum, other) => sum + overlap(box, other), 0)
      + (bounds ? (box.right - box.left) * (box.bottom - box.top) - overlap(box, bounds) : 0);
    const textAt = (size) => (layered ? oneLine(node.label, bold, (columnWidth() * scale - symbol.size * scale - 22) * 12 / size) : wrap(node.label, bold));
    const spots = sizes.flatMap((size) => spotsOf(symbol, textAt(size), size, scale));
    // Of the map's countries those with many links, and those looked at, may be named a little way off, by a line.
    const apart = () => (view === "map" && (focus || links.get(node.id) >= most / 4) ? spotsApart(symbol, textAt(least), least, scale) : [])
      .find((spot) => fits(spot) && free(spot.box, faded) && leads(spot, symbol, taken, scale));
    const label = spots.find((spot) => fits(spot) && free(spot.box, faded)) ?? apart() ?? spots.find(fits)
      ?? (always.has(node.id) ? spots.reduce((best, spot) => (covered(spot) < covered(best) ? spot : best)) : null);
    if (!label) continue;
    taken.push(label.box);
    labels.push({ ...label, id: node.id, bold });
  }
  const names = focus && view === "network" ? placeEdgeNames(focus, scale, [...[...focus.nodes].map((id) => symbols.get(id)).filter(Boolean), ...labels.map(({ box }) => box), ...marks]) : [];
  root.dataset.labels = labels.length;
  const missing = focus ? 0 : placedNodes().length - labels.length;
  $("note-names").textContent = missing ? `zoom in for ${plural(missing, "more name", "more names")}` : "";
  return { scale, labels, names };
}

// Below a symbol, above it, to its sides, below and above it to one side.
function spotsOf({ x, y, size }, text, px, scale) {
  const { unit, w, h, spot } = spotAt(x, y, text, px, scale);
  const reach = size + Math.max(4 / scale, 3 * unit);
  const [beside, below, shift] = [reach + w / 2, reach + h / 2, w / 3];
  if (view === "layers") return [spot(beside, 0, 11.5 * unit)];
  return [
    [0, below], [0, -below], [beside, 0], [-beside, 0],
    [shift, below], [-shift, below], [shift, -below], [-shift, -below],
  ].map(([dx, dy]) => spot(dx, dy));
}

// All around a symbol, further and further off.
function spotsApart({ x, y, size }, text, px, scale) {
  const { w, h, spot } = spotAt(x, y, text, px, scale);
  return [18, 30, 42, 54].flatMap((far) => Array.from({ length: 24 }, (_, turn) => {
    const [ux, uy] = [Math.cos(turn * Math.PI / 12), Math.sin(turn * Math.PI / 12)];
    const reach = size + far / scale;
    const lead = [x + ux * size, y + uy * size, x + ux * reach, y + uy * reach];
    return { ...spot(ux * reach + Math.sign(Math.round(ux * 2)) * w / 2, uy * reach + Math.sign(Math.round(uy * 2)) * h / 2), lead };
  }));
}

function spotAt(x, y, { rows, width }, px, scale) {
  const unit = px / 12 / scale;
  const [w, h] = [width * unit, rows.length * 14 * unit];
  // Type does not fill its lines: they may touch by a hair above and below, but not at the sides.
  const spot = (dx, dy, high = h - 2 * unit) => ({ x: x + dx, y: y + dy - h / 2, unit, px: px / scale, box: around(x + dx, y + dy, w + 5 * unit, high), rows });
  return { unit, w, h, spot };
}

// Whether the line to a name passes nothing else.
function leads({ lead: [x0, y0, x1, y1] }, symbol, taken, scale) {
  return [0.1, 0.3, 0.5, 0.7, 0.9].every((share) => {
    const point = around(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, 4 / scale, 4 / scale);
    return taken.every((other) => other === symbol || !meets(point, other));
  });
}

function along(id, share) {
  return network.body.edges[id]?.edgeType?.getPoint?.(share);
}

function placeEdgeNames(focus, scale, taken) {
  const px = 10.5 / scale;
  pen.font = fontOf(false, 10.5);
  const names = [];
  for (const id of focus.edges) {
    if (focus.edges.has(behind.get(id))) continue;
    const text = shorten(thick.has(id) && focus.edges.size > 1 ? `${thick.get(id)} relations` : edges.get(id).label, LABEL_WIDTH * 1.4);
    const [wide, high] = [pen.measureText(text).width / scale + px, 14 / scale];
    const [from, to] = [along(id, 0.15), along(id, 0.85)];
    // On a short line the name would hide the line: it stands above or below.
    const short = from && to && Math.hypot(to.x - from.x, to.y - from.y) < wide;
    const spots = [0.5, 0.38, 0.62, 0.27, 0.73].map((share) => along(id, share)).filter(Boolean)
      .flatMap(({ x, y }) => (short ? [[x, y - high], [x, y + high]] : [[x, y]]));
    const spot = spots.find(([x, y]) => free(around(x, y, wide, high), taken));
    if (!spot) continue;
    taken.push(around(spot[0], spot[1], wide, high));
    names.push({ text, x: spot[0], y: spot[1], px });
  }
  return names;
}

function paintLead(context, [x0, y0, x1, y1], scale) {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.lineWidth = 1 / scale;
  context.strokeStyle = theme.soft;
  context.stroke();
}

function write(context, text, x, y, halo) {
  context.lineWidth = halo;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

// Where contested things bear their sign; what is faded keeps it, faded.
function marked() {
  const focus = focused();
  const positions = network.getPositions();
  const marks = placedNodes().filter((node) => node.contested).map((node) => ({
    // Beside a symbol in its column stands its name: the sign goes to the other side.
    x: positions[node.id].x + sizeOf(node) * (view === "layers" ? -1.1 : 0.85), y: positions[node.id].y - sizeOf(node) * 0.85, faded: focus && !focus.nodes.has(node.id) }));
  if (view === "map") return marks;
  for (const edge of edgesHere().filter((item) => item.contested && drawnEdge(item)
    && ((view !== "layers" && network.getScale() > 0.55) || focus?.edges.has(item.id)))) {
    const middle = along(edge.id, 0.5);
    if (middle) marks.push({ x: middle.x, y: middle.y, small: true, faded: focus && !focus.edges.has(edge.id) });
  }
  return marks;
}

function badge(context, { x, y, faded }, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = faded ? mix(theme.ink, theme.paper, 0.6) : theme.ink;
  context.fill();
  context.lineWidth = radius / 4;
  context.strokeStyle = theme.paper;
  context.stroke();
  context.fillStyle = theme.paper;
  context.font = `700 ${radius * 1.6}px ${theme.font}`;
  context.textBaseline = "middle";
  context.fillText("!", x, y + radius * 0.1);
}

function paintFlags(context) {
  const focus = focused();
  const positions = network.getPositions();
  context.save();
  context.textAlign = "center";
  for (const node of placedNodes().filter((item) => item.code)) paintFlag(context, node, positions[node.id], focus && !focus.nodes.has(node.id));
  context.restore();
}

function paint(context) {
  const scale = network.getScale();
  if (bubbling()) return paintGroupNames(context);
  if (moving) return paintFlags(context);
  if (!placement || placement.scale !== scale) placement = place(scale);
  paintFlags(context);
  if (view === "layers") paintHeadings(context);
  context.save();
  context.textAlign = "center";
  context.lineJoin = "round";
  context.strokeStyle = theme.paper;
  context.textBaseline = "middle";
  for (const name of placement.names) {
    context.font = fontOf(false, name.px);
    context.fillStyle = theme.soft;
    write(context, name.text, name.x, name.y, 4 / scale);
  }
  context.textBaseline = "alphabetic";
  for (const { lead } of placement.labels) if (lead) paintLead(context, lead, scale);
  context.strokeStyle = theme.paper;
  context.fillStyle = theme.paper;
  // Where lines are many, they end at a name.
  if (view === "layers") for (const { box } of placement.labels) context.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.fillStyle = theme.ink;
  for (const label of placement.labels) {
    context.font = fontOf(label.bold, label.px);
    label.rows.forEach((row, i) => (context.direction = rightToLeft(row) ? "rtl" : "ltr") && write(context, row, label.x, label.y + (i * 14 + 11) * label.unit, 3.2 / scale));
  }
  const marks = marked();
  for (const mark of marks) badge(context, mark, mark.small ? Math.max(4, 4.5 / scale) : Math.max(5.5, 6 / scale) * (view === "layers" || scale < 0.55 ? 0.7 : 1));
  root.dataset.marks = marks.filter(({ faded }) => !faded).length;
  context.restore();
}
