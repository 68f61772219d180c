// Small graphs for the tests.

import type { Edge, Node, PageData } from "../src/data.ts";

export function node(id: string, given: Partial<Node> = {}): Node {
  return {
    id,
    label: id,
    kind: "Other",
    code: null,
    labels: {},
    names: [],
    subtitle: null,
    curie: null,
    note: null,
    start: null,
    end: null,
    status: null,
    planned: false,
    due: null,
    overdue: null,
    fulfilled_by: null,
    amount: null,
    currency: null,
    contested: false,
    conflicts: [],
    judgements: [],
    facts: [],
    passages: [],
    shape: "dot",
    color: "#000000",
    size: 10,
    physics: false,
    shapeProperties: { borderDashes: false },
    x: 0,
    y: 0,
    column: 0,
    layer: [0, 0],
    ...given,
  };
}

let count = 0;

export function edge(from: string, to: string, given: Partial<Edge> = {}): Edge {
  count += 1;
  return {
    id: `e${count}`,
    from,
    to,
    label: "is linked with",
    relation: "kg:r",
    arrows: "to",
    dashes: false,
    smooth: { enabled: true, type: "curvedCW", roundness: 0.07 },
    inferred: false,
    via: false,
    through: null,
    how: null,
    when: null,
    role: null,
    start: null,
    end: null,
    contested: false,
    conflicts: [],
    proof: null,
    proofs: [],
    sources: [],
    passages: [],
    rank: 1,
    ...given,
  };
}

export function pageData(nodes: Node[], edges: Edge[], given: Partial<PageData> = {}): PageData {
  return {
    title: "A small graph",
    version: "7",
    slice: null,
    today: null,
    licence: "CC-BY-4.0",
    notes: [],
    sources: {},
    kinds: [],
    crowd: 250,
    many: 4,
    steps: 3,
    columns: ["Countries", "Frameworks"],
    map: null,
    flags: {},
    licences: [],
    communities: [],
    nodes,
    edges,
    timed: false,
    answer: null,
    conflicts: [],
    proofs: [],
    passages: [],
    ...given,
  };
}
