// JSON in the node-link format of networkx, with passages.

import type { Edge, Node } from "../data.ts";
import { EDGE_FIELDS, type Field, jsonValueOf, NODE_FIELDS } from "./fields.ts";
import type { Shown } from "./provenance.ts";

export function nodeLink(shown: Shown): string {
  const { data, nodes, edges, about } = shown;
  const passages = (thing: Node | Edge) => thing.passages.map((at) => data.passages[at]);
  const fields = (thing: Node | Edge, names: readonly Field[]) =>
    Object.fromEntries(names.map((name) => [name, jsonValueOf(shown, thing, name)]));
  const whole = {
    directed: true,
    multigraph: true,
    graph: about,
    nodes: nodes.map((node) => ({
      id: node.id,
      ...fields(node, NODE_FIELDS),
      facts: Object.fromEntries(node.facts),
      passages: passages(node),
    })),
    edges: edges.map((edge) => ({
      source: edge.from,
      target: edge.to,
      key: edge.id,
      ...fields(edge, EDGE_FIELDS),
      passages: passages(edge),
    })),
  };
  return `${JSON.stringify(whole, null, 1)}\n`;
}
