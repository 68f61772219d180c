// What is shown.

const shownNode = (node) => !off.kinds.has(node.kind);
const shownEdge = (edge) => !off.relations.has(edge.relation) && !(off.inferred && edge.inferred)
  && shownNode(nodes.get(edge.from)) && shownNode(nodes.get(edge.to));
const shownNodes = () => DATA.nodes.filter(shownNode);
const shownEdges = () => DATA.edges.filter(shownEdge);
