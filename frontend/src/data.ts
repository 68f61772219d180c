// The types of the page's data. Generated from kg/page/contract.py by frontend/generate.py: do not edit.

/** How a class of things is drawn. */
export interface Kind {
  kind: string;
  /** A shape of vis-network. */
  shape: string;
  /** Its colour on a light background, as #rrggbb. */
  light: string;
  dark: string;
}

/** A source that statements come from. */
export interface Source {
  title: string | null;
  publisher: string | null;
  issued: string | null;
  url: string | null;
  /** What the source itself says about its reuse. */
  licence: string | null;
}

/** A passage of a source. */
export interface Passage {
  /** A key of `PageData.sources`, or the IRI of a source that is not among them. */
  source: string;
  paragraph: string | null;
  sentence: string | null;
  /** The first character, counted in the text of the source. */
  start: string | null;
  end: string | null;
  gist: string | null;
  url: string | null;
}

/** What a curator decided about a claim. */
export interface Judgement {
  verdict: string | null;
  ground: string | null;
  date: string | null;
}

/** One of the answers that sources give to a question on which they disagree. */
export interface Side {
  answer: string | null;
  verdict: string | null;
  /** How many independent sources say so. */
  independent: number;
  judgements: Judgement[];
  sources: string[];
  /** Places in `PageData.passages`. */
  passages: number[];
}

/** A question on which sources disagree. */
export interface Conflict {
  question: string | null;
  about: string | null;
  status: string | null;
  sides: Side[];
}

/** A step of a proof: a stated triple with its passages, or an inferred one with its rule and premises. */
export interface ProofStep {
  text: string | null;
  passages?: number[];
  contested?: string[];
  rule?: string | null;
  because?: string | null;
  /** Places in `PageData.proofs`. */
  premises?: number[];
}

/** A row of the answer to a question, with what it rests on. */
export interface AnswerRow {
  cells: string[];
  nodes: string[];
  edges: string[];
}

/** A question and its answer. */
export interface Answer {
  question: string;
  asked: string;
  columns: string[];
  rows: AnswerRow[];
}

/** Half the height of a country's disc on the map, with its gap. */
export interface Discs {
  wide: number;
  small: number;
}

/** The map beneath the countries. */
export interface MapData {
  /** Rings of coastline, in half pixels: the first point, and then the step to each next one. */
  land: number[][];
  /** The right edge of the map, from top to bottom. */
  outline: [number, number][];
  discs: Discs;
  /** Countries between which the shorter way leads over the edge of the map. */
  crossing: [string, string][];
}

/** A community of a large graph, and the bubble that stands for it. */
export interface Community {
  /** The things that it is named after. */
  hubs: string[];
  /** The class that most of its things are of. */
  kind: string;
  x: number;
  y: number;
  r: number;
  /** How wide the drawing of the community itself is, and how high. */
  wide: number;
  high: number;
}

/** How the border of a symbol is drawn. */
export interface Borders {
  borderDashes: number[] | boolean;
}

/** What nodes and edges have in common. */
export interface Thing {
  id: string;
  label: string;
  start: string | null;
  end: string | null;
  contested: boolean;
  /** Places in `PageData.conflicts`. */
  conflicts: number[];
  /** Places in `PageData.passages`. */
  passages: number[];
  /** When it held; without periods it is always shown. */
  held?: ([string | null, string | null])[];
  /** When it was known. */
  known?: ([string | null, string | null])[];
  /** A colour of its own, as CSS writes colours. */
  paint?: string;
}

/** A thing. */
export interface Node {
  id: string;
  label: string;
  start: string | null;
  end: string | null;
  contested: boolean;
  conflicts: number[];
  passages: number[];
  held?: ([string | null, string | null])[];
  known?: ([string | null, string | null])[];
  paint?: string;
  kind: string;
  /** The code of a country, of two letters. */
  code: string | null;
  /** Its names by language tag, where there are several. */
  labels: Record<string, string>;
  names: string[];
  subtitle: string | null;
  curie: string | null;
  note: string | null;
  status: string | null;
  planned: boolean;
  judgements: Judgement[];
  facts: [string, string][];
  shape: string;
  color: string;
  size: number;
  physics: boolean;
  shapeProperties: Borders;
  x: number;
  y: number;
  /** Its column in the view of layers: a place in `PageData.columns`. */
  column: number;
  layer: [number, number];
  /** A place in `PageData.communities`. */
  community?: number;
  /** Where a country lies on the map, and where there is room for its disc on a screen and on a phone. */
  true?: [number, number];
  wide?: [number, number];
  small?: [number, number];
}

/** How a line curves. */
export interface Bend {
  enabled: boolean;
  type: string;
  roundness: number;
}

/** A relation. */
export interface Edge {
  id: string;
  label: string;
  start: string | null;
  end: string | null;
  contested: boolean;
  conflicts: number[];
  passages: number[];
  held?: ([string | null, string | null])[];
  known?: ([string | null, string | null])[];
  paint?: string;
  from: string;
  to: string;
  relation: string;
  arrows: "" | "to";
  dashes: number[] | boolean;
  smooth: Bend;
  inferred: boolean;
  /** Whether it links its ends through a third thing. */
  via: boolean;
  /** That thing. */
  through: string | null;
  how: string | null;
  when: string | null;
  role: string | null;
  proof: string | null;
  /** Places in `PageData.proofs`. */
  proofs: number[];
  sources: string[];
  /** How telling it is: 0 where it is always drawn. */
  rank: number;
  size?: number;
  shape?: string;
  /** How much wider than others it is drawn. */
  wide?: number;
}

/** The data of a page. */
export interface PageData {
  title: string;
  version: string | null;
  licence: string | null;
  sources: Record<string, Source>;
  kinds: Kind[];
  /** Up to so many relations are drawn as they are. */
  crowd: number;
  /** Two things with so many relations with each other are always joined. */
  many: number;
  /** A relation is left out where so many drawn ones lead from one of its ends to the other, or fewer. */
  steps: number;
  /** The headings of the layers. */
  columns: string[];
  map: MapData | null;
  /** The flags of countries, as SVG, by their codes. */
  flags: Record<string, string>;
  /** Of what travels with the page: whose it is, and the text of the licence. */
  licences: [string, string][];
  /** Of a large graph; an empty list where the graph is drawn whole. */
  communities: Community[];
  nodes: Node[];
  edges: Edge[];
  /** Whether periods are given, so that there are sliders for two days. */
  timed: boolean;
  answer: Answer | null;
  conflicts: Conflict[];
  proofs: ProofStep[];
  passages: Passage[];
}
