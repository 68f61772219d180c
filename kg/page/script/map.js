// The map: land, countries on it, and arcs between those that share something.

const KINDS_SHARED = ["Sessions", "Frameworks", "Commitments"];
let arcs = new Map();
let strength = null; // arcs of fewer links are left out
let strengthAtFirst = null;
const ARCS_AT_FIRST = 40;

const onMap = (node) => Boolean(node.true);
const discs = () => (narrow.matches ? "small" : "wide");
const share = (node) => KINDS_SHARED.includes(DATA.columns[node.column]);

// Two countries are linked by each framework, session and commitment that both have a shown relation with, and by
// each relation of their own.
function findArcs() {
  const found = new Map();
  const link = (one, other, key, id) => {
    const [from, to] = one < other ? [one, other] : [other, one];
    const name = `arc ${from} ${to}`;
    if (!found.has(name)) found.set(name, { id: name, from, to, things: [], edges: [] });
    found.get(name)[key].push(id);
  };
  for (const node of shownNodes().filter(share)) {
    const parties = [...new Set(touching.get(node.id).filter(shownEdge).map((edge) => (edge.from === node.id ? edge.to : edge.from)))]
      .filter((id) => onMap(nodes.get(id))).sort();
    parties.forEach((one, at) => parties.slice(at + 1).forEach((other) => link(one, other, "things", node.id)));
  }
  for (const edge of shownEdges()) {
    if (edge.from !== edge.to && onMap(nodes.get(edge.from)) && onMap(nodes.get(edge.to))) link(edge.from, edge.to, "edges", edge.id);
  }
  return found;
}

const strengthOf = (arc) => arc.things.length + arc.edges.length;
// How many links each country has with others.
function linksEach() {
  const links = new Map();
  for (const arc of arcs.values()) for (const id of [arc.from, arc.to]) links.set(id, (links.get(id) ?? 0) + strengthOf(arc));
  return links;
}
const strongest = () => Math.max(1, ...[...arcs.values()].map(strengthOf));

function updateArcs() {
  // Of a large graph they are found when they are first looked at.
  if (vast && view !== "map") return;
  arcs = findArcs();
  if (strengthAtFirst !== null) return;
  const sorted = [...arcs.values()].map(strengthOf).sort((a, b) => b - a);
  strengthAtFirst = sorted.length > ARCS_AT_FIRST ? Math.min(sorted[ARCS_AT_FIRST] + 1, sorted[0]) : 1;
  strength ??= strengthAtFirst;
}

function shownArcs(focus = focused()) {
  return [...arcs.values()].filter((arc) => strengthOf(arc) >= strength || focus?.arcs?.has(arc.id));
}

const crossing = new Set((DATA.map?.crossing ?? []).map(([one, other]) => `arc ${one} ${other}`));

function arcLooks(focus) {
  const most = Math.sqrt(strongest());
  return shownArcs(focus).flatMap((arc) => {
    const share = Math.sqrt(strengthOf(arc)) / most;
    const chosen = selected?.type === "arc" && selected.id === arc.id;
    const inFocus = focus?.arcs.has(arc.id);
    let colour = mix(theme.accent, theme.paper, 0.2 - 0.2 * share);
    if (focus) colour = inFocus ? mix(theme.accent, theme.paper, 0.3 - 0.3 * share) : mix(theme.edge, theme.paper, 0.8);
    if (chosen) colour = theme.ink;
    const look = (id, from, to, bend) => ({
      id, from, to, arc: true, width: (narrow.matches ? 2.2 : 1) * (0.8 + 4.2 * share * share), selectionWidth: 0, hoverWidth: 0, physics: false, dashes: false,
      arrows: { to: { enabled: false } }, color: { color: colour, highlight: colour, hover: colour, inherit: false },
      smooth: { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) },
    });
    const [west, east] = [arc.from, arc.to].sort((a, b) => nodes.get(a).true[0] - nodes.get(b).true[0]);
    if (!crossing.has(arc.id)) return [look(arc.id, west, east, 0.16)];
    // Over the edge of the map: one half to each side, and on each side a point that is not seen.
    return [look(arc.id, east, `${arc.id}>`, 0.1), look(`${arc.id}~`, `${arc.id}<`, west, 0.1)];
  });
}

// Where the arcs that cross the edge of the map leave it.
function edgePoints(focus) {
  return shownArcs(focus).filter((arc) => crossing.has(arc.id)).flatMap((arc) => {
    const [west, east] = [arc.from, arc.to].map((id) => nodes.get(id).true).sort((a, b) => a[0] - b[0]);
    const half = (y) => rim(y);
    const middle = (west[1] + east[1]) / 2 - 12;
    const [a, b] = [half(middle) - east[0], west[0] + half(middle)];
    const y = east[1] + (west[1] - east[1]) * (a / Math.max(a + b, 1)) - 12;
    const hidden = { physics: false, shape: "dot", size: 0.01, borderWidth: 0, fixed: true, chosen: false, edgePoint: true };
    return [{ ...hidden, id: `${arc.id}>`, x: half(y), y }, { ...hidden, id: `${arc.id}<`, x: -half(y), y }];
  });
}

// How far from the middle the map reaches at a height.
function rim(y) {
  const points = DATA.map.outline;
  const after = points.findIndex((point) => point[1] >= y);
  if (after <= 0) return points[after < 0 ? points.length - 1 : 0][0];
  const [[x0, y0], [x1, y1]] = [points[after - 1], points[after]];
  return x0 + ((x1 - x0) * (y - y0)) / Math.max(y1 - y0, 1e-9);
}

let ground = null;
function groundPaths() {
  if (ground) return ground;
  const sea = new Path2D();
  const { outline, land } = DATA.map;
  outline.forEach(([x, y], at) => (at ? sea.lineTo(x, y) : sea.moveTo(x, y)));
  [...outline].reverse().forEach(([x, y]) => sea.lineTo(-x, y));
  sea.closePath();
  const earth = new Path2D();
  for (const steps of land) {
    let [x, y] = steps;
    earth.moveTo(x / 2, y / 2);
    for (let at = 2; at < steps.length; at += 2) {
      x += steps[at];
      y += steps[at + 1];
      earth.lineTo(x / 2, y / 2);
    }
    earth.closePath();
  }
  ground = { sea, earth };
  return ground;
}

function paintGround(context) {
  const { sea, earth } = groundPaths();
  const scale = network.getScale();
  context.save();
  context.lineJoin = "round";
  context.fillStyle = theme.sea;
  context.fill(sea);
  context.clip(sea);
  context.fillStyle = theme.land;
  context.strokeStyle = theme.land;
  // The line hides the seam where Chukotka was cut at 180°.
  context.lineWidth = 0.8;
  context.fill(earth);
  context.stroke(earth);
  context.restore();
  context.save();
  const focus = focused();
  for (const node of placedNodes()) {
    const { x, y } = network.getPosition(node.id);
    const [tx, ty] = node.true;
    if (Math.hypot(x - tx, y - ty) < sizeOf(node) * 0.8) continue;
    context.globalAlpha = focus && !focus.nodes.has(node.id) ? 0.25 : 0.9;
    context.strokeStyle = theme.soft;
    context.fillStyle = theme.soft;
    context.lineWidth = 0.8 / scale;
    context.beginPath();
    context.moveTo(tx, ty);
    context.lineTo(x, y);
    context.stroke();
    context.beginPath();
    context.arc(tx, ty, 1.8 / scale, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
}

function describeArc(panel, arc) {
  panel.append(make("div", { class: "tags" }, make("span", { class: "tag" }, plural(strengthOf(arc), "link", "links"))),
    ends(arc.from, "shares with", arc.to));
  for (const [at, title] of DATA.columns.entries()) {
    const things = arc.things.map((id) => nodes.get(id)).filter((node) => node.column === at).sort((a, b) => (a.label < b.label ? -1 : 1));
    if (things.length) panel.append(heading(`${title} (${things.length})`), make("ul", { class: "links" }, ...things.map((node) => make("li", {}, goTo(node),
      period(node) && said(period(node), "span", { class: "tag" })))));
  }
  const own = arc.edges.map((id) => edges.get(id));
  if (own.length) {
    panel.append(heading(`Relations (${own.length})`), make("ul", { class: "links" }, ...own.map((edge) => make("li", {},
      make("button", { type: "button", class: "plain", on: { click: () => { select({ type: "edge", id: edge.id }); $("panel").focus(); } } },
        said(phrase(edge))), when(edge) && said(when(edge), "span", { class: "tag" })))));
  }
}
