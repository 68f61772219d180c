// Start: the last part, which sets everything going.

function begin() {
  // The drawing is wider than high; on a screen held upright it lies on its side.
  if ($("stage").clientHeight > 1.15 * $("stage").clientWidth) {
    for (const place of [...DATA.nodes, ...groups]) [place.x, place.y] = [-place.y, place.x];
    for (const group of groups) [group.wide, group.high] = [group.high, group.wide];
  }
  restyle();
  network = new vis.Network($("canvas"), { nodes: someNodes, edges: someEdges }, {
    physics: false, layout: { improvedLayout: false, randomSeed: 1 }, autoResize: true,
    interaction: { hover: true, selectConnectedEdges: false, hoverConnectedEdges: false, keyboard: false, zoomSpeed: 0.7 },
    nodes: { chosen: false }, edges: { chosen: false, selfReference: { size: 16 } },
  });
  const canvas = $("canvas").querySelector("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "Drawing of the graph. The search and the table hold the same in text.");
  network.on("beforeDrawing", (context) => { if (view === "map") paintGround(context); if (bubbling()) paintGroups(context); });
  network.on("afterDrawing", paint);
  network.on("dragEnd", () => { placement = null; });
  network.on("dragging", ({ nodes: moved }) => { if (moved.length) placement = null; });
  // A node moved by hand stays where it was put, also when it is next restyled.
  network.on("dragEnd", ({ nodes: moved }) => moved.filter((id) => nodes.has(id)).forEach((id) => setPlace(nodes.get(id), network.getPosition(id))));
  network.on("click", (event) => {
    chooseDrawn(thingAt(event.nodes[0], event.edges[0]));
  });
  const hover = (thing) => { if (vast || DATA.nodes.length <= 1500) { hovered = thing; restyle(); $("canvas").classList.toggle("over", Boolean(thing)); } };
  network.on("hoverNode", ({ node }) => hover(thingAt(node)));
  network.on("hoverEdge", ({ edge }) => { if (hovered?.type !== "node") hover(thingAt(null, edge)); });
  network.on("blurNode", () => hover(null));
  network.on("blurEdge", () => { if (hovered && hovered.type !== "node") hover(null); });
  // A pointer that leaves the drawing at once, for the panel or the window's edge, points at nothing more.
  canvas.addEventListener("mouseleave", () => hovered && hover(null));
  let touched = false;
  for (const event of ["zoom", "dragStart"]) network.on(event, () => { touched = true; });
  network.on("resize", () => { if (!touched && !selected) fit({ animate: false }); });
  listenToGroups(canvas);
  groupList();
  switches();
  note();
  fit({ animate: false });
  walk();
  follow();
  globalThis.kg = { network, nodes: someNodes, edges: someEdges, labels: () => placement.labels, standing: () => standing, stand, select, groups, groupLabels: () => groupLabels(network.getScale()), arcs: () => [...arcs.values()], dots: () => dots };
}

// What was pointed at: a thing, a relation, or the arc that either half of a line on the map belongs to.
function thingAt(node, edge) {
  if (node && nodes.has(node)) return { type: "node", id: node };
  if (!edge) return null;
  return edges.has(edge) ? { type: "edge", id: edge } : { type: "arc", id: edge.replace(/~$/, "") };
}

readTheme();
legend();
languages();
switches();
timeline();
answers();
updateArcs();
footer();
count();
listen();
rows.forEach((update) => update());
if (DATA.nodes.length) begin();
else { $("tools").hidden = true; $("find").hidden = true; $("filters").hidden = true; }
root.dataset.view = view;
loadFlags();
raiseBackdrop();
root.dataset.ready = "true";
