// The drawing: how nodes and edges look.

const allNodes = new vis.DataSet();
const allEdges = new vis.DataSet();
const someNodes = new vis.DataView(allNodes, { filter: (item) => (item.edgePoint ? view === "map" : shownNode(nodes.get(item.id)) && onStage(nodes.get(item.id)) && (view !== "map" || onMap(nodes.get(item.id)))) });
const someEdges = new vis.DataView(allEdges, { filter: (item) => (item.arc ? view === "map" : view !== "map" && shownEdge(edges.get(item.id)) && edgeOnStage(edges.get(item.id)) && drawnEdge(edges.get(item.id))) });
let network = null;

function focused(at = hovered ?? (seeking() ? null : selected)) {
  if (!at) return null;
  const focus = { nodes: new Set(), edges: new Set(), arcs: new Set() };
  if (at.type === "arc") {
    const arc = arcs.get(at.id);
    if (!arc) return null;
    focus.nodes.add(arc.from).add(arc.to);
    focus.arcs.add(arc.id);
  } else if (at.type === "path") {
    onPath().forEach((id) => focus.nodes.add(id));
    route().forEach((step) => step.edges.forEach((edge) => focus.edges.add(edge.id)));
  } else if (at.type === "row") {
    rowNodes(at.id).forEach((id) => focus.nodes.add(id));
    rowEdges(at.id).forEach((edge) => focus.edges.add(edge.id) && focus.nodes.add(edge.from).add(edge.to));
  } else if (at.type === "node") {
    focus.nodes.add(at.id);
    for (const edge of touching.get(at.id).filter((edge) => shownEdge(edge) && edgeOnStage(edge))) {
      focus.edges.add(edge.id);
      focus.nodes.add(edge.from).add(edge.to);
    }
  } else {
    const edge = edges.get(at.id);
    focus.edges.add(at.id);
    focus.nodes.add(edge.from).add(edge.to);
  }
  if (view === "map" && at.type !== "arc") {
    const apart = ["path", "row"].includes(at.type);
    for (const arc of arcs.values()) {
      const [from, to] = [arc.from, arc.to];
      const on = apart ? focus.nodes.has(from) && focus.nodes.has(to) : at.type === "edge" ? arc.edges.includes(at.id)
        : onMap(nodes.get(at.id)) ? from === at.id || to === at.id : arc.things.includes(at.id);
      if (on) focus.arcs.add(arc.id) && focus.nodes.add(from).add(to);
    }
  }
  return focus;
}

const isSelected = (type, id) => selected?.type === type && selected.id === id;

function nodeLook(node, focus) {
  const faded = focus && !focus.nodes.has(node.id);
  const colour = faded ? mix(hueOf(node), theme.paper, 0.84) : hueOf(node);
  const chosen = isSelected("node", node.id) || (selected?.type === "path" && [path.from, path.to].includes(node.id));
  const border = chosen ? theme.ink : node.planned ? colour : mix(colour, theme.paper, dark.matches ? 0.1 : 0.05);
  const fill = node.planned ? theme.paper : colour;
  return {
    id: node.id, ...placeOf(node), shape: node.shape, size: sizeOf(node), physics: false,
    borderWidth: chosen ? 3 : node.planned ? 1.8 : 1, borderWidthSelected: 3,
    shapeProperties: { borderDashes: node.planned ? [4, 3] : false },
    color: { background: fill, border, highlight: { background: fill, border }, hover: { background: fill, border } },
  };
}

// Between columns lines leave and arrive level.
const bendOf = (edge) => (view === "layers" && gap(edge) ? { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 } : thick.has(edge.id) ? { enabled: false } : edge.smooth);

function edgeLook(edge, focus) {
  const inFocus = focus?.edges.has(edge.id);
  let colour = edgeColour(edge);
  if (focus) colour = inFocus ? mix(colour, theme.ink, 0.15) : mix(colour, theme.paper, 0.86);
  if (isSelected("edge", edge.id)) colour = theme.accent;
  return {
    id: edge.id, from: edge.from, to: edge.to, smooth: bendOf(edge), dashes: edge.dashes, physics: false,
    width: (edge.wide ?? 0) + (inFocus ? 2 : view === "layers" ? 1 : 1.2) + 0.55 * Math.log2((inFocus ? thick : bundled).get(edge.id) ?? 1), selectionWidth: 1, hoverWidth: 0,
    arrows: { to: { enabled: edge.arrows === "to" && (view !== "layers" || Boolean(inFocus)), scaleFactor: 0.42 } },
    color: { color: colour, highlight: colour, hover: colour, inherit: false },
  };
}

const looks = new Map();
function changed(items, look, focus) {
  return items.map((item) => look(item, focus)).filter((item) => {
    const key = JSON.stringify(item);
    if (looks.get(item.id) === key) return false;
    looks.set(item.id, key);
    return true;
  });
}

let extra = "";
// Take away the arcs, and then the points, that are no longer there.
function exchange(edgeSet, arcMark, bows, nodeSet, pointMark, points) {
  for (const [set, mark, kept] of [[edgeSet, arcMark, bows], [nodeSet, pointMark, points]]) {
    const ids = new Set(kept.map((item) => item.id));
    const gone = set.getIds({ filter: (item) => item[mark] && !ids.has(item.id) });
    gone.forEach((id) => looks.delete(id));
    set.remove(gone);
  }
}

function restyle() {
  restage();
  drawnLines();
  const focus = focused();
  looked = focus;
  const points = view === "map" ? edgePoints(focus) : [];
  const bows = view === "map" ? arcLooks(focus) : [];
  exchange(allEdges, "arc", bows, allNodes, "edgePoint", points);
  allNodes.update(changed(cast(), nodeLook, focus));
  allEdges.update(changed(castEdges(), edgeLook, focus));
  allNodes.update(changed(points, (item) => item));
  allEdges.update(changed(bows, (item) => item));
  // What is looked at is drawn whole, and what is no longer looked at is not.
  const drawn = [...(focus?.edges ?? [])].filter((id) => !drawnLines().has(id)).join();
  if (restaged) someNodes.refresh();
  if (drawn !== extra || restaged) { extra = drawn; someEdges.refresh(); }
  if (restaged) afterStage();
  placement = null;
  network?.redraw();
  remember();
}
