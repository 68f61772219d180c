// What is shown: what the filters leave, of that what the neighbourhood in focus and the two days leave.

const passes = (node) => !off.kinds.has(node.kind) && thenThere(node);
const passing = (edge) => !off.relations.has(edge.relation) && !(off.inferred && edge.inferred) && thenThere(edge)
  && passes(nodes.get(edge.from)) && passes(nodes.get(edge.to));
const shownNode = (node) => passes(node) && (!near || near.has(node.id));
const shownEdge = (edge) => passing(edge) && shownNode(nodes.get(edge.from)) && shownNode(nodes.get(edge.to));
const shownNodes = () => DATA.nodes.filter(shownNode);
const shownEdges = () => DATA.edges.filter(shownEdge);

// Bring back what is asked for: filters first, then the neighbourhood, then the days, each only where it is in the way.
function unhide(thing) {
  const shown = () => (thing.type === "node" ? shownNode(nodes.get(thing.id)) : shownEdge(edges.get(thing.id)));
  if (shown()) return;
  const edge = thing.type === "edge" ? edges.get(thing.id) : null;
  if (edge) {
    off.relations.delete(edge.relation);
    off.inferred &&= !edge.inferred;
  }
  for (const id of edge ? [edge.from, edge.to] : [thing.id]) off.kinds.delete(nodes.get(id).kind);
  if (!shown()) setAround(null);
  if (!shown()) setDays({ at: null, known: null });
  refilter();
}
