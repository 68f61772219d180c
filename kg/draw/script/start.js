// Start: the last part, which sets everything going.

function begin() {
  // The drawing is wider than high; on a screen held upright it lies on its side.
  if ($("stage").clientHeight > 1.15 * $("stage").clientWidth) {
    for (const node of DATA.nodes) [node.x, node.y] = [-node.y, node.x];
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
  network.on("afterDrawing", paint);
  network.on("dragEnd", () => { placement = null; });
  network.on("dragging", ({ nodes: moved }) => { if (moved.length) placement = null; });
  // A node moved by hand stays where it was put, also when it is next restyled.
  network.on("dragEnd", ({ nodes: moved }) => moved.forEach((id) => Object.assign(nodes.get(id), network.getPosition(id))));
  network.on("click", (event) => {
    if (event.nodes.length) select({ type: "node", id: event.nodes[0] });
    else if (event.edges.length) select({ type: "edge", id: event.edges[0] });
    else select(null);
  });
  const hover = (thing) => { if (DATA.nodes.length <= 1500) { hovered = thing; restyle(); $("canvas").classList.toggle("over", Boolean(thing)); } };
  network.on("hoverNode", ({ node }) => hover({ type: "node", id: node }));
  network.on("hoverEdge", ({ edge }) => { if (hovered?.type !== "node") hover({ type: "edge", id: edge }); });
  network.on("blurNode", () => hover(null));
  network.on("blurEdge", () => { if (hovered?.type === "edge") hover(null); });
  let touched = false;
  for (const event of ["zoom", "dragStart"]) network.on(event, () => { touched = true; });
  network.on("resize", () => { if (!touched && !selected) fit({ animate: false }); });
  fit({ animate: false });
  globalThis.kg = { network, nodes: someNodes, edges: someEdges };
}

readTheme();
legend();
footer();
count();
listen();
rows.forEach((update) => update());
if (DATA.nodes.length) begin();
else { $("tools").hidden = true; $("find").hidden = true; $("filters").hidden = true; }
root.dataset.ready = "true";
