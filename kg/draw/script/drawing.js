// The drawing: how nodes and edges look.

const allNodes = new vis.DataSet();
const allEdges = new vis.DataSet();
const someNodes = new vis.DataView(allNodes, { filter: (item) => shownNode(nodes.get(item.id)) });
const someEdges = new vis.DataView(allEdges, { filter: (item) => shownEdge(edges.get(item.id)) });
let network = null;

function focused() {
  const at = hovered ?? selected;
  if (!at) return null;
  const focus = { nodes: new Set(), edges: new Set() };
  if (at.type === "node") {
    focus.nodes.add(at.id);
    for (const edge of touching.get(at.id).filter(shownEdge)) {
      focus.edges.add(edge.id);
      focus.nodes.add(edge.from).add(edge.to);
    }
  } else {
    const edge = edges.get(at.id);
    focus.edges.add(at.id);
    focus.nodes.add(edge.from).add(edge.to);
  }
  return focus;
}

const isSelected = (type, id) => selected?.type === type && selected.id === id;

function nodeLook(node, focus) {
  const faded = focus && !focus.nodes.has(node.id);
  const colour = faded ? mix(colourOf(node.kind), theme.paper, 0.84) : colourOf(node.kind);
  const chosen = isSelected("node", node.id);
  const border = chosen ? theme.ink : node.planned ? colour : mix(colour, theme.paper, dark.matches ? 0.2 : 0.05);
  const fill = node.planned ? theme.paper : colour;
  return {
    id: node.id, x: node.x, y: node.y, shape: node.shape, size: node.size, physics: false,
    borderWidth: chosen ? 3 : node.planned ? 1.8 : 1, borderWidthSelected: 3,
    shapeProperties: { borderDashes: node.planned ? [4, 3] : false },
    color: { background: fill, border, highlight: { background: fill, border }, hover: { background: fill, border } },
  };
}

function edgeLook(edge, focus) {
  const inFocus = focus?.edges.has(edge.id);
  let colour = edgeColour(edge);
  if (focus) colour = inFocus ? mix(colour, theme.ink, 0.15) : mix(colour, theme.paper, 0.86);
  if (isSelected("edge", edge.id)) colour = theme.accent;
  return {
    id: edge.id, from: edge.from, to: edge.to, smooth: edge.smooth, dashes: edge.dashes, physics: false,
    width: inFocus ? 2 : 1.2, selectionWidth: 1, hoverWidth: 0,
    arrows: { to: { enabled: edge.arrows === "to", scaleFactor: 0.42 } },
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

function restyle() {
  const focus = focused();
  allNodes.update(changed(DATA.nodes, nodeLook, focus));
  allEdges.update(changed(DATA.edges, edgeLook, focus));
  placement = null;
  network?.redraw();
}
