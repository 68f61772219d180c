// The picture of what is shown, as SVG: the same symbols, lines and names as on the canvas, with title and sources.

const mark = (tag, attributes, ...children) => drawn(tag, Object.fromEntries(Object.entries(attributes).filter(([, given]) => given !== null && given !== false).map(([key, given]) => [key, typeof given === "number" ? +given.toFixed(2) : given])), ...children);
const words = (text, attributes) => mark("text", { direction: rightToLeft(text) ? "rtl" : null, ...attributes }, document.createTextNode(wellFormed(text)));

const OUTLINES = {
  square: (r) => [[-r, -r], [r, -r], [r, r], [-r, r]],
  diamond: (r) => [[0, -r], [r, 0], [0, r], [-r, 0]],
  triangle: (r) => regular(3, r * 1.15, -90, 0.275 * r),
  triangleDown: (r) => regular(3, r * 1.15, 90, -0.275 * r),
  hexagon: (r) => regular(6, r, 0, 0),
  star: (r) => Array.from({ length: 10 }, (_, at) => [Math.sin(at * Math.PI / 5) * r * (at % 2 ? 0.5 : 1.3), -Math.cos(at * Math.PI / 5) * r * (at % 2 ? 0.5 : 1.3)]),
};
const regular = (corners, r, from, dy) => Array.from({ length: corners }, (_, at) => {
  const angle = (from + at * 360 / corners) * Math.PI / 180;
  return [r * Math.cos(angle), r * Math.sin(angle) + dy];
});

function symbol(shape, x, y, size, attributes) {
  const outline = OUTLINES[shape];
  if (!outline) return mark("circle", { cx: x, cy: y, r: size, ...attributes });
  return mark("polygon", { points: outline(size).map(([dx, dy]) => `${(x + dx).toFixed(1)},${(y + dy).toFixed(1)}`).join(" "), ...attributes });
}

// A line as drawn: of second order, and of third between columns. Three or four of its points tell which.
function curve(id) {
  const at = (share) => along(id, share);
  const [a, d] = [at(0), at(1)];
  if (!a || !d) return null;
  const item = allEdges.get(id);
  if (item.from === item.to) return loop(network.getPosition(item.from), sizeOf(nodes.get(item.from)));
  if (item.smooth?.type === "cubicBezier") {
    const [p, q] = [at(1 / 3), at(2 / 3)];
    const control = (key) => [(-5 * a[key] + 18 * p[key] - 9 * q[key] + 2 * d[key]) / 6, (2 * a[key] - 9 * p[key] + 18 * q[key] - 5 * d[key]) / 6];
    const [[x1, x2], [y1, y2]] = [control("x"), control("y")];
    return { path: `M${xy(a)}C${xy({ x: x1, y: y1 })} ${xy({ x: x2, y: y2 })} ${xy(d)}`, point: at };
  }
  if (!item.smooth?.enabled) return { path: `M${xy(a)}L${xy(d)}`, point: at };
  const half = at(0.5);
  const via = { x: 2 * half.x - (a.x + d.x) / 2, y: 2 * half.y - (a.y + d.y) / 2 };
  return { path: `M${xy(a)}Q${xy(via)} ${xy(d)}`, point: at };
}
const xy = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
function loop({ x, y }, size) {
  const r = 14;
  return { path: `M${xy({ x, y: y - size })}a${r} ${r} 0 1 1 ${size} ${size}`, point: null };
}

function arrow(item, point, colour) {
  if (!item.arrows?.to?.enabled || !point) return null;
  const goal = network.getPosition(item.to);
  const size = sizeOf(nodes.get(item.to)) + 1;
  let [low, high] = [0.5, 1];
  for (let turn = 0; turn < 14; turn += 1) {
    const share = (low + high) / 2;
    const { x, y } = point(share);
    if (Math.hypot(x - goal.x, y - goal.y) > size) low = share;
    else high = share;
  }
  const tip = point(low);
  const tail = point(Math.max(low - 0.03, 0));
  const angle = Math.atan2(tip.y - tail.y, tip.x - tail.x) * 180 / Math.PI;
  return mark("path", { d: "M0 0-7 3-5.5 0-7-3Z", transform: `translate(${xy(tip)}) rotate(${angle.toFixed(1)})`, fill: colour });
}

function picture() {
  drawnLines();
  const shown = presentNodes();
  const at = network.getPositions();
  const labels = (placement ?? place(network.getScale())).labels.filter((label) => at[label.id]);
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  const reach = (left, top, right, bottom) => Object.assign(box, { left: Math.min(box.left, left), top: Math.min(box.top, top), right: Math.max(box.right, right), bottom: Math.max(box.bottom, bottom) });
  const body = mark("g", {});
  if (bubbling()) {
    groupPicture(body, reach);
    return { body, box };
  }
  if (view === "map") groundOf(body, reach);
  for (const item of someEdges.get()) {
    const line = curve(item.id);
    if (!line) continue;
    const colour = item.color.color;
    body.append(mark("path", { d: line.path, fill: "none", stroke: colour, "stroke-width": item.width, "stroke-dasharray": item.dashes ? item.dashes.join(" ") : null }));
    const head = arrow(item, line.point, colour);
    if (head) body.append(head);
  }
  for (const node of shown) {
    const { x, y } = at[node.id];
    const size = sizeOf(node);
    const look = allNodes.get(node.id);
    reach(x - size * 1.3, y - size * 1.3, x + size * 1.3, y + size * 1.3);
    body.append(symbol(node.shape, x, y, size, { fill: look.color.background, stroke: look.color.border, "stroke-width": look.borderWidth, "stroke-dasharray": node.planned ? "4 3" : null }));
    const flag = flagAddress(node);
    const faded = focused() && !focused().nodes.has(node.id);
    const inner = size - Math.max(1, size * 0.07);
    if (flag) body.append(mark("image", { href: flag, x: x - inner, y: y - inner, width: 2 * inner, height: 2 * inner, opacity: faded ? 0.3 : null }));
    else if (node.code) body.append(words(node.code, { x, y: y + size * 0.3, "font-size": size * 0.82, "font-weight": 650, "text-anchor": "middle", fill: node.planned ? colourOf(node.kind) : theme.onDisc }));
  }
  for (const { lead } of labels.filter((label) => label.lead)) body.append(mark("path", { d: `M${xy({ x: lead[0], y: lead[1] })}L${xy({ x: lead[2], y: lead[3] })}`, stroke: theme.soft, "stroke-width": labels[0].unit }));
  if (view === "layers") for (const { box } of labels) body.append(mark("rect", { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top, fill: theme.paper }));
  for (const label of labels) {
    reach(label.box.left, label.box.top, label.box.right, label.box.bottom);
    label.rows.forEach((row, turn) => body.append(words(row, { x: label.x, y: label.y + (turn * 14 + 11) * label.unit, "font-size": label.px, "font-weight": label.bold ? 620 : 450,
      "text-anchor": "middle", fill: theme.ink, stroke: theme.paper, "stroke-width": 3.2 * label.unit, "paint-order": "stroke", "stroke-linejoin": "round" })));
  }
  const unit = labels[0]?.unit ?? 1;
  for (const sign of marked().filter(({ faded }) => !faded)) body.append(...contestedSign(sign.x, sign.y, (sign.small ? 4.5 : 6) * unit));
  if (view === "layers") headings(body, reach, unit);
  return { body, box: shown.length ? box : { left: 0, top: 0, right: 400, bottom: 100 } };
}

const contestedSign = (x, y, r) => [mark("circle", { cx: x, cy: y, r, fill: theme.ink, stroke: theme.paper, "stroke-width": r / 4 }),
  words("!", { x, y: y + r * 0.55, "font-size": r * 1.6, "font-weight": 700, "text-anchor": "middle", fill: theme.paper })];

function groundOf(body, reach) {
  const { outline, land } = DATA.map;
  const sea = [...outline, ...[...outline].reverse().map(([x, y]) => [-x, y])];
  for (const [x, y] of sea) reach(x, y, x, y);
  body.append(mark("polygon", { points: sea.map(([x, y]) => `${x},${y}`).join(" "), fill: theme.sea }));
  const earth = land.map((steps) => {
    let [x, y] = steps;
    const points = [`M${x / 2} ${y / 2}`];
    for (let step = 2; step < steps.length; step += 2) {
      x += steps[step];
      y += steps[step + 1];
      points.push(`L${x / 2} ${y / 2}`);
    }
    return `${points.join("")}Z`;
  });
  body.append(mark("path", { d: earth.join(""), fill: theme.land }));
}

function headings(body, reach, unit) {
  const top = Math.min(...cast().map((node) => node.layer[1])) - 20 * unit - 10;
  reach(0, top - 14 * unit, 0, top);
  for (const column of columnsShown()) {
    const members = cast().filter((node) => node.column === column);
    body.append(words(`${DATA.columns[column]} ${members.filter(shownNode).length}`, { x: members[0].layer[0] - 9, y: top, "font-size": 12 * unit, "font-weight": 620, fill: theme.soft }));
  }
}

// The picture with its title above, and below it the key, the licence, the version and the sources.
function svg() {
  const { body, box } = picture();
  const about = provenance();
  const edge = 28;
  const [wide, high] = [box.right - box.left, box.bottom - box.top];
  const scale = Math.min(Math.max(1200 / Math.max(wide, 1), 0.4), 2.5);
  const width = Math.max(wide * scale + 2 * edge, 560);
  const title = broken(about.title, width - 2 * edge, 20);
  const head = edge + title.length * 26 + (about.shown === "all" ? 0 : 20);
  const drawnHere = view === "map" || bubbling() ? 0 : someEdges.length;
  const left = drawnHere && drawnHere < shownEdges().length ? `${drawnInWords(drawnHere, shownEdges().length)}. ` : "";
  const dashed = shownEdges().some((edge) => edge.inferred) && view !== "map" && !bubbling() ? "Dashed lines are inferred. " : "";
  const own = [...new Set(about.sources.map(({ licence }) => licence).filter(Boolean))];
  const licences = own.length ? ` ${own.length === 1 ? "Licence" : "Licences"} that sources name: ${own.join("; ")}.` : "";
  const all = Object.keys(DATA.sources).length;
  const cited = about.sources.length < all ? `${about.sources.length} of ${plural(all, "source", "sources")} cited by what is shown` : plural(all, "source", "sources");
  const credit = `${left}${dashed}Data version ${about.data_version || "unknown"}. Licence of the data: ${about.licence || "not given"}. ${cited}: ${about.sources.map(({ title: name, publisher, iri }) => publisher ?? name ?? iri).filter((name, place, all) => all.indexOf(name) === place).join("; ")}.${licences}`;
  const credits = broken(credit, width - 2 * edge, 11);
  const key = keyRows(width - 2 * edge);
  const keyTop = head + high * scale + 26;
  const height = keyTop + key.rows * 24 + 12 + credits.length * 16 + edge;
  const whole = mark("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width.toFixed(0)} ${height.toFixed(0)}`, width: Math.round(width), height: Math.round(height), "font-family": theme.font.replaceAll('"', "'"), role: "img" },
    mark("title", {}, document.createTextNode(wellFormed(about.title))),
    mark("desc", {}, document.createTextNode(wellFormed([`Shown: ${about.shown}`, `Data version: ${about.data_version}`, `Licence: ${about.licence}`, "Sources:", ...about.sources.map(sourceLine)].join("\n")))),
    mark("rect", { width: "100%", height: "100%", fill: theme.paper }));
  title.forEach((row, at) => whole.append(words(row, { x: edge, y: edge + 16 + at * 26, "font-size": 20, "font-weight": 650, fill: theme.ink })));
  if (about.shown !== "all") whole.append(words(`Shown: ${about.shown}`, { x: edge, y: head - 6, "font-size": 12, fill: theme.soft }));
  const frame = mark("g", { transform: `translate(${((width - wide * scale) / 2 - box.left * scale).toFixed(1)} ${(head + 10 - box.top * scale).toFixed(1)}) scale(${scale.toFixed(4)})` });
  frame.append(...body.childNodes);
  whole.append(frame);
  for (const { name, sign, x, row } of key.items) {
    whole.append(...sign(edge + x + 7, keyTop + row * 24 + 7), words(name, { x: edge + x + 20, y: keyTop + row * 24 + 11, "font-size": 12, fill: theme.ink }));
  }
  credits.forEach((row, at) => whole.append(words(row, { x: edge, y: keyTop + key.rows * 24 + 20 + at * 16, "font-size": 11, fill: theme.soft })));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(whole)}\n`;
}

// The classes that are drawn, and the signs.
function keyEntries() {
  const things = bubbling() ? shownNodes() : presentNodes();
  const present = new Set(things.map((node) => node.kind));
  const classSign = (kind, look) => (x, y) => [symbol(kinds.get(kind).shape, x, y, 6, look)];
  const entries = [...kinds.keys()].filter((kind) => present.has(kind)).map((kind) => ({ name: label(kind), sign: classSign(kind, { fill: colourOf(kind) }) }));
  if (bubbling()) return entries;
  const planned = things.find((node) => node.planned);
  if (planned) entries.push({ name: "Planned", sign: classSign(planned.kind, { fill: theme.paper, stroke: colourOf(planned.kind), "stroke-width": 1.8, "stroke-dasharray": "3 2" }) });
  if (marked().some(({ faded }) => !faded)) entries.push({ name: "Contested", sign: (x, y) => contestedSign(x, y, 6.5) });
  return entries;
}

function keyRows(width) {
  pen.font = `12px ${theme.font}`;
  const items = [];
  let [x, row] = [0, 0];
  for (const entry of keyEntries()) {
    const wide = pen.measureText(entry.name).width + 44;
    if (x && x + wide > width) [x, row] = [0, row + 1];
    items.push({ ...entry, x, row });
    x += wide;
  }
  return { items, rows: row + 1 };
}

function broken(text, width, px) {
  pen.font = `${px >= 20 ? 650 : 450} ${px}px ${theme.font}`;
  const rows = [""];
  for (const word of String(text).split(/\s+/)) {
    const longer = rows.at(-1) ? `${rows.at(-1)} ${word}` : word;
    if (rows.at(-1) && pen.measureText(longer).width > width) rows.push(shorten(word, width));
    else rows[rows.length - 1] = shorten(longer, width);
  }
  return rows;
}

async function png() {
  const image = new Image();
  const href = URL.createObjectURL(new Blob([svg()], { type: "image/svg+xml" }));
  try {
    image.src = href;
    await image.decode();
    const canvas = document.createElement("canvas");
    const scale = Math.min(2, 8000 / Math.max(image.width, image.height));
    [canvas.width, canvas.height] = [image.width * scale, image.height * scale];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) => { canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("the picture is too large"))), "image/png"); });
  } finally {
    URL.revokeObjectURL(href);
  }
}
