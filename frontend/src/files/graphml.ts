// GraphML for yEd, Cytoscape and networkx.

import type { Edge, Node } from "../data.ts";
import type { Point } from "../logic/geometry.ts";
import { EDGE_FIELDS, type Field, filledFields, NODE_FIELDS, typeOf } from "./fields.ts";
import { type Shown, sourceLine } from "./provenance.ts";
import { documentOf, type Element, element } from "./xml.ts";

const AXES = ["x", "y"] as const;

export function graphml(shown: Shown, placeOf: (node: Node) => Point): string {
  const { nodes, edges, about } = shown;
  const { title, data_version, licence } = about;
  const facts = { title, data_version, licence, shown: about.shown, sources: about.sources.map(sourceLine).join("\n") };
  const key = (short: string, domain: string, name: string, type: string): Element =>
    element("key", { id: `${short}-${name}`, for: domain, "attr.name": name, "attr.type": type });
  const datum = (name: string, value: unknown): Element => element("data", { key: name }, String(value));
  const filled = (thing: Node | Edge, short: string, fields: readonly Field[]) =>
    filledFields(shown, thing, fields).map(([name, value]) => datum(`${short}-${name}`, value));
  return documentOf(
    element(
      "graphml",
      { xmlns: "http://graphml.graphdrawing.org/xmlns" },
      ...Object.keys(facts).map((name) => key("g", "graph", name, "string")),
      ...NODE_FIELDS.map((name) => key("n", "node", name, typeOf(name))),
      ...AXES.map((name) => key("n", "node", name, "double")),
      ...EDGE_FIELDS.map((name) => key("e", "edge", name, typeOf(name))),
      element(
        "graph",
        { id: "G", edgedefault: "directed" },
        ...Object.entries(facts).map(([name, value]) => datum(`g-${name}`, value)),
        ...nodes.map((node) =>
          element(
            "node",
            { id: node.id },
            ...filled(node, "n", NODE_FIELDS),
            ...AXES.map((name) => datum(`n-${name}`, placeOf(node)[name])),
          ),
        ),
        ...edges.map((edge) =>
          element("edge", { id: edge.id, source: edge.from, target: edge.to }, ...filled(edge, "e", EDGE_FIELDS)),
        ),
      ),
    ),
  );
}
