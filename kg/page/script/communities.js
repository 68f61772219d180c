// Communities: what a page of more than 2,000 things opens with. One is opened at a time and drawn as any graph is;
// kg/page/communities.py finds them and says how.

const groups = DATA.communities ?? [];
const vast = groups.length > 0;
const MOST_DRAWN = 2000;
const LINES_EACH = groups.length > 30 ? 2 : 3; // of each community, so many lines to those that it is most linked with
const WIDEST = Math.min(10, 0.2 * Math.min(...groups.map(({ r }) => r))); // of these lines
let opened = null; // which community is open
let pointed = null; // which bubble is pointed at
let stage = { key: "", list: [], ids: new Set(), edges: [], places: null }; // what is drawn of a vast graph

const groupName = (at) => groups[at].hubs.map((id) => nodes.get(id).label).join(", ");
const cast = () => (vast ? stage.list : DATA.nodes);
const castEdges = () => (vast ? stage.edges : DATA.edges);
const bubbling = () => vast && view !== "map" && stage.list.length === 0;
const onStage = (node) => !vast || view === "map" || stage.ids.has(node.id);
const edgeOnStage = (edge) => onStage(nodes.get(edge.from)) && onStage(nodes.get(edge.to));
const edgesHere = () => castEdges().filter(shownEdge);
// While the stage changes, the drawing may not know all of it yet.
const placedNodes = () => (vast ? presentNodes().filter((node) => network.body.nodes[node.id]) : presentNodes());
const nearFits = () => near && near.size <= MOST_DRAWN;

// What is to be drawn: a selection or a neighbourhood that reaches over several communities, or the open community.
function wanted() {
  if (view === "map") return { key: "map", list: DATA.nodes.filter(onMap) };
  const chosen = !selected || seeking() || view === "layers" ? [] : selected.type === "path" ? onPath() : selected.type === "row" ? rowNodes(selected.id)
    : selected.type === "edge" ? [edges.get(selected.id).from, edges.get(selected.id).to] : [];
  const apart = chosen.some((id) => nodes.get(id).community !== opened) && !(nearFits() && chosen.every((id) => near.has(id)));
  if (apart) return { key: chosen.join("\n"), list: [...new Set(chosen)].map((id) => nodes.get(id)), line: selected.type !== "row" };
  if (nearFits() && view !== "layers") return { key: `near ${centred.id} ${centred.steps} ${near.size}`, list: [...near].map((id) => nodes.get(id)) };
  if (opened !== null) return { key: `open ${opened}`, list: DATA.nodes.filter((node) => node.community === opened) };
  return { key: "", list: [] };
}

// Put on stage what is to be drawn.
let restaged = false; // whether the drawing does not know yet
function restage() {
  if (!vast) return;
  const { key, list, line } = wanted();
  if (key === stage.key) return;
  const ids = new Set(list.map((node) => node.id));
  const between = view === "map" ? [] : [...new Set(list.flatMap((node) => touching.get(node.id)))].filter((edge) => ids.has(edge.from) && ids.has(edge.to));
  const mixed = view !== "map" && list.some((node) => node.community !== list[0].community);
  stage = { key, list, ids, edges: between, places: mixed ? arranged(list, line) : null };
  lines = null;
  restaged = true;
}

// What hangs on what is drawn.
function afterStage() {
  restaged = false;
  showBackdrop();
  groupList();
  note();
}

// Things of several communities have no places with each other: a path lies in a line, all else about the first.
function arranged(list, line) {
  if (line) return new Map(list.map((node, at) => [node.id, { x: at * 190, y: at % 2 ? 46 : -46 }]));
  return new Map(list.map((node, at) => {
    const reach = 104 * Math.sqrt(at);
    return [node.id, { x: Math.round(1.25 * reach * Math.cos(at * 2.399963)), y: Math.round(0.8 * reach * Math.sin(at * 2.399963)) }];
  }));
}

// Open the community of what is asked for.
function openFor({ type, id }) {
  if (!vast || view === "map") return;
  const [one, other] = type === "edge" ? [edges.get(id).from, edges.get(id).to] : [id, id];
  const at = nodes.get(one)?.community;
  if (at === undefined || at !== nodes.get(other).community || at === opened || (nearFits() && near.has(one))) return;
  setOpened(at);
}

function setOpened(at) {
  opened = at;
  pointed = null;
  before = null;
  root.dataset.opened = at ?? "";
  if (at === null && view === "layers") show("network");
  refilter();
  switches();
  fit({ animate: false });
}

function openGroup(at) {
  // While an end of a path is looked for, communities may be opened to find it.
  if (selected && !seeking()) select(null);
  if (view === "map") show("network");
  setAround(null);
  setOpened(at);
  remember();
}

// ---- How many things are shown of each community, and how many relations within and between them

let tallied = null;
function groupTally() {
  if (tallied) return tallied;
  const members = groups.map(() => 0);
  const within = groups.map(() => 0);
  const links = new Map();
  for (const node of shownNodes()) members[node.community] += 1;
  for (const edge of shownEdges()) {
    const [a, b] = [nodes.get(edge.from).community, nodes.get(edge.to).community].sort((x, y) => x - y);
    if (a === b) within[a] += 1;
    else links.set(a * groups.length + b, (links.get(a * groups.length + b) ?? 0) + 1);
  }
  const beside = groups.map(() => []);
  for (const [key, count] of links) {
    const [a, b] = [Math.floor(key / groups.length), key % groups.length];
    beside[a].push({ at: b, count });
    beside[b].push({ at: a, count });
  }
  beside.forEach((list) => list.sort((x, y) => y.count - x.count || x.at - y.at));
  const strong = new Map();
  beside.forEach((list, a) => list.slice(0, LINES_EACH).forEach(({ at, count }) => strong.set(`${Math.min(a, at)} ${Math.max(a, at)}`, { a, b: at, count })));
  tallied = { members, within, beside, pairs: links.size, strong: [...strong.values()], most: Math.max(1, ...links.values()) };
  return tallied;
}

// ---- The list at the side: the same for the keyboard and for readers of the screen

function groupList() {
  if (!vast) return;
  let box = $("communities");
  if (!box) {
    box = make("details", { id: "communities", open: !narrow.matches });
    // On a phone the row beneath the search is that of the filters' button.
    if (narrow.matches) $("find").before(box);
    else $("answer").after(box);
    $("views").before(make("button", { type: "button", id: "back", title: "All communities", on: { click: () => { openGroup(null); $("communities").querySelector("summary").focus(); } } }, "← All"));
  }
  const focusWas = box.contains(document.activeElement);
  const { members, within, beside } = groupTally();
  const entry = ({ at, count }, unit) => make("li", {}, make("button", { type: "button", class: "plain", "data-group": at, on: { click: () => { openGroup(at); box.querySelector("summary").focus(); } } },
    said(groupName(at), "strong"), said(unit(count))));
  $("back").hidden = bubbling() || view === "map" || !stage.list.length;
  const whole = view === "map";
  if (whole || opened === null) {
    box.replaceChildren(make("summary", {}, "Communities ", make("span", { class: "count" }, String(groups.length))),
      make("p", { class: "group" }, whole ? "The map shows the whole graph. A community opens in the network." : "All at once would hide each other. Open a community, or search: things in one are more linked with each other than with the rest."),
      whole && opened !== null ? make("button", { type: "button", class: "plain back", on: { click: () => { show("network"); box.querySelector("summary").focus(); } } }, said(`← Back to ${groupName(opened)}`)) : "",
      make("ol", {}, ...groups.map((_, at) => entry({ at, count: members[at] }, (count) => plural(count, "thing", "things")))));
  } else {
    const outside = beside[opened].reduce((sum, { count }) => sum + count, 0);
    box.replaceChildren(make("summary", {}, said(groupName(opened))),
      make("p", { class: "group" }, `${plural(members[opened], "thing", "things")} with ${plural(within[opened], "relation", "relations")} among them. `
        + (outside ? `${plural(outside, "relation leads", "relations lead")} to ${plural(beside[opened].length, "other community", "other communities")}:` : "No relation leads to another community.")),
      make("ol", {}, ...beside[opened].map((other) => entry(other, (count) => plural(count, "relation", "relations")))));
  }
  if (focusWas && !box.contains(document.activeElement)) box.querySelector("summary").focus();
}

// ---- The bubbles

function groupAt({ x, y }) {
  const at = groups.findIndex((group) => Math.hypot(group.x - x, group.y - y) <= group.r);
  return at < 0 ? null : at;
}

// Where a thing lies in the bubble of its community: the drawing of the community, brought into a disc.
function dotOf(node) {
  const group = groups[node.community];
  const [u, v] = [2 * node.x / Math.max(group.wide, 1), 2 * node.y / Math.max(group.high, 1)];
  const reach = group.r * 0.94;
  return { x: group.x + reach * u * Math.sqrt(1 - v * v / 2), y: group.y + reach * v * Math.sqrt(1 - u * u / 2) };
}

// The view of all bubbles.
function wholeTarget() {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y, r } of groups) {
    Object.assign(box, { left: Math.min(box.left, x - r), right: Math.max(box.right, x + r), top: Math.min(box.top, y - r), bottom: Math.max(box.bottom, y + r) });
  }
  const free = room();
  const scale = Math.min((free.width - 36) / (box.right - box.left), (free.height - 36) / (box.bottom - box.top));
  return { free, scale, position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
    offset: { x: (free.left + free.right - free.stage.width) / 2, y: (free.top + free.bottom - free.stage.height) / 2 } };
}

function linesOf() {
  const { strong, beside } = groupTally();
  return pointed === null ? strong : beside[pointed].map(({ at, count }) => ({ a: pointed, b: at, count }));
}

function paintGroups(context) {
  const { members, most, strong } = groupTally();
  const scale = network.getScale();
  context.save();
  for (const { a, b, count } of pointed === null ? strong : linesOf()) {
    context.beginPath();
    context.moveTo(groups[a].x, groups[a].y);
    context.lineTo(groups[b].x, groups[b].y);
    context.lineWidth = (0.8 + WIDEST * Math.sqrt(count / most)) / Math.max(scale, 0.6);
    context.strokeStyle = pointed === null ? mix(theme.edge, theme.paper, 0.45) : theme.edge;
    context.stroke();
  }
  // No line shows through a bubble.
  const disc = (group) => { context.beginPath(); context.arc(group.x, group.y, group.r, 0, 2 * Math.PI); };
  context.globalCompositeOperation = "destination-out";
  for (const group of groups) { disc(group); context.fill(); }
  context.globalCompositeOperation = "source-over";
  groups.forEach((group, at) => {
    const linked = pointed === null || at === pointed || linesOf().some(({ b }) => b === at);
    context.globalAlpha = linked && members[at] ? 1 : 0.35;
    disc(group);
    context.fillStyle = `${colourOf(group.kind)}${at === pointed ? "3d" : "22"}`;
    context.fill();
    context.lineWidth = (at === pointed ? 3 : 1.3) / scale;
    context.strokeStyle = mix(colourOf(group.kind), theme.paper, 0.25);
    context.stroke();
  });
  context.restore();
  paintDots(context);
}

function groupLabels(scale) {
  const { members } = groupTally();
  const taken = [];
  const found = [];
  const order = groups.map((_, at) => at).sort((a, b) => (b === pointed) - (a === pointed) || members[b] - members[a]);
  for (const at of order) {
    const { x, y, r } = groups[at];
    pen.font = fontOf(true, 12);
    for (const { rows, count } of wordings(at, members[at], r * scale)) {
      const [wide, high] = [Math.max(...[...rows, count].map((row) => pen.measureText(row).width)) / scale, (rows.length * 15 + (count ? 15 : 3)) / scale];
      const box = around(x, y, wide + 6 / scale, high);
      if (!free(box, taken)) continue;
      taken.push(box);
      found.push({ at, rows, x, y: y - high / 2, count });
      break;
    }
  }
  return found;
}

// What a bubble may say, the most first: the names of its things, each in a row of its own, as many as it has room for;
// one of them alone; how many things there are. The one that is pointed at may say more than it has room for.
const WIDEST_NAME = 260;
function* wordings(at, things, radius) {
  const names = groups[at].hubs.map((id) => nodes.get(id).label);
  const count = plural(things, "thing", "things");
  const room = (high) => 2 * Math.sqrt(Math.max(radius ** 2 - (high / 2) ** 2, 0)) - 6;
  for (const [most, last] of [[3, count], [2, count], [1, count], [1, ""]]) {
    const wide = at === pointed ? WIDEST_NAME : room(most * 15 + (last ? 15 : 3));
    const rows = names.slice(0, most).map((name) => shorten(name, wide));
    if (at === pointed || rows.every((row, line) => tells(row, names[line]))) yield { rows, count: last };
  }
  yield { rows: [], count: pen.measureText(count).width <= room(15) ? count : things.toLocaleString("en") };
}

// A name may be cut where what is left of it still tells it from all others.
function tells(cut, name) {
  if (cut === name) return true;
  const kept = cut.slice(0, -1);
  return kept.length > 3 && groups.flatMap(({ hubs }) => hubs).filter((id) => nodes.get(id).label.startsWith(kept)).length === 1;
}

function paintGroupNames(context) {
  const scale = network.getScale();
  pen.font = fontOf(true, 12);
  const labels = groupLabels(scale);
  context.save();
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  context.strokeStyle = theme.paper;
  for (const { rows, x, y, count: things } of labels) {
    context.fillStyle = theme.ink;
    context.font = fontOf(true, 12 / scale);
    rows.forEach((row, line) => (context.direction = rightToLeft(row) ? "rtl" : "ltr") && write(context, row, x, y + (line * 15 + 11) / scale, 4 / scale));
    context.fillStyle = theme.soft;
    context.font = fontOf(false, 11 / scale);
    context.direction = "ltr";
    if (things) write(context, things, x, y + (rows.length * 15 + 11) / scale, 4 / scale);
  }
  root.dataset.labels = labels.length;
  context.restore();
}

function noteGroups() {
  const { pairs, strong } = groupTally();
  $("note-text").textContent = `${plural(groups.length, "community", "communities")}; ${strong.length < pairs ? `${strong.length} of ${pairs} lines between them: point at one for all of its own` : plural(pairs, "line between them", "lines between them")}`;
  $("note-text").title = "Click a bubble to open it. A line is the wider, the more relations it stands for.";
  $("note-names").textContent = "";
  $("all-lines").hidden = true;
  $("strength").hidden = true;
  $("note").hidden = false;
  root.dataset.drawn = 0;
}

// The bubbles as a picture, for what is taken away.
function groupPicture(body, reach) {
  const { strong, most } = groupTally();
  for (const { a, b, count } of strong) {
    body.append(mark("line", { x1: groups[a].x, y1: groups[a].y, x2: groups[b].x, y2: groups[b].y, stroke: mix(theme.edge, theme.paper, 0.45), "stroke-width": 0.8 + WIDEST * Math.sqrt(count / most) }));
  }
  for (const { x, y, r, kind } of groups) {
    reach(x - r, y - r, x + r, y + r);
    body.append(mark("circle", { cx: x, cy: y, r, fill: mix(colourOf(kind), theme.paper, 0.86), stroke: colourOf(kind), "stroke-width": 1.3 }));
  }
  dotPicture(body);
  for (const { rows, x, y, count: things } of groupLabels(1)) {
    [...rows, things].forEach((row, line) => row && body.append(words(row, { x, y: y + line * 15 + 11, "font-size": line < rows.length ? 12 : 11,
      "font-weight": line < rows.length ? 620 : 450, "text-anchor": "middle", fill: line < rows.length ? theme.ink : theme.soft,
      stroke: theme.paper, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" })));
  }
}

function listenToGroups(canvas) {
  if (!vast) return;
  network.on("click", ({ pointer }) => {
    const at = bubbling() ? groupAt(pointer.canvas) : null;
    if (at !== null) openGroup(at);
  });
  const point = (at) => {
    if (at === pointed) return;
    pointed = at;
    $("canvas").classList.toggle("over", at !== null);
    network.redraw();
  };
  canvas.addEventListener("mousemove", ({ offsetX, offsetY }) => point(bubbling() ? groupAt(network.DOMtoCanvas({ x: offsetX, y: offsetY })) : null));
  canvas.addEventListener("mouseleave", () => point(null));
}
