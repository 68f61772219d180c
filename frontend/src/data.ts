// The types of the page's data. Generated from kg/page/contract.py by frontend/generate.py: do not edit.

/** How a class of things is drawn. */
export interface Kind {
  kind: string;
  /** A shape of vis-network. */
  shape: string;
  /** The colour on a light background, as #rrggbb. */
  light: string;
  /** The colour on a dark background. */
  dark: string;
}

/** A source of statements. */
export interface Source {
  title: string | null;
  publisher: string | null;
  issued: string | null;
  url: string | null;
  /** The licence that the source itself states. */
  licence: string | null;
  /** The periods of knowledge time in which it was known; without this key always. */
  known?: ([string | null, string | null])[];
}

/** What a reader must know, such as what judgements leave out. */
export interface Note {
  text: string;
  /** The periods of knowledge time to which it belongs; without this key always. */
  known?: ([string | null, string | null])[];
  /** Whether it belongs only to earlier states of knowledge. */
  former?: boolean;
}

/** A passage of a source. */
export interface Passage {
  /** A key of `PageData.sources`, or the IRI of another source. */
  source: string;
  paragraph: string | null;
  sentence: string | null;
  /** The offset of the first character in the text of the source. */
  start: string | null;
  end: string | null;
  gist: string | null;
  url: string | null;
}

/** A curator's decision on a claim. */
export interface Judgement {
  verdict: string | null;
  ground: string | null;
  date: string | null;
}

/** One answer in a conflict, with the sources that give it. */
export interface Side {
  answer: string | null;
  verdict: string | null;
  /** The number of independent sources that give this answer. */
  independent: number;
  judgements: Judgement[];
  sources: string[];
  /** Indexes in `PageData.passages`. */
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
  /** Indexes in `PageData.proofs`. */
  premises?: number[];
}

/** A row of an answer, with the nodes and edges that are its evidence. */
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

/** Half the height of a country's disc on the map, with its gap: on a screen, and on a phone. */
export interface Discs {
  wide: number;
  small: number;
}

/** The map of the world. */
export interface MapData {
  /** Rings of coastline, in half pixels: the first point, then the steps to the next points. */
  land: number[][];
  /** The right edge of the map, from top to bottom. */
  outline: [number, number][];
  discs: Discs;
  /** Pairs of countries with a shorter connection over the edge of the map. */
  crossing: [string, string][];
}

/** A community of a large graph, and its bubble. */
export interface Community {
  /** The things after which it is named. */
  hubs: string[];
  /** The most frequent class of its things. */
  kind: string;
  x: number;
  y: number;
  r: number;
  /** The width and the height of the community's own drawing. */
  wide: number;
  high: number;
}

/** The border of a symbol. */
export interface Borders {
  borderDashes: number[] | boolean;
}

/** What a thing or a relation was in a period of knowledge time: the keys whose values were different then. */
export interface Version {
  first: string | null;
  last: string | null;
  label?: string;
  start?: string | null;
  end?: string | null;
  contested?: boolean;
  conflicts?: number[];
  passages?: number[];
  kind?: string;
  code?: string | null;
  labels?: Record<string, string>;
  names?: string[];
  subtitle?: string | null;
  curie?: string | null;
  note?: string | null;
  status?: string | null;
  planned?: boolean;
  due?: string | null;
  overdue?: string | null;
  fulfilled_by?: string | null;
  amount?: string | null;
  currency?: string | null;
  judgements?: Judgement[];
  facts?: [string, string][];
  inferred?: boolean;
  dashes?: number[] | boolean;
  how?: string | null;
  when?: string | null;
  role?: string | null;
  proof?: string | null;
  proofs?: number[];
  sources?: string[];
}

/** The keys that nodes and edges have in common. */
export interface Thing {
  id: string;
  label: string;
  start: string | null;
  end: string | null;
  contested: boolean;
  /** Indexes in `PageData.conflicts`. */
  conflicts: number[];
  /** Indexes in `PageData.passages`. */
  passages: number[];
  /** The periods of valid time; without this key it is always shown. */
  held?: ([string | null, string | null])[];
  /** The periods of knowledge time. */
  known?: ([string | null, string | null])[];
  /** What was different on earlier days of knowledge time. */
  versions?: Version[];
  /** Whether it was there only on earlier days of knowledge time. */
  former?: boolean;
  /** A colour of its own, in CSS notation. */
  paint?: string;
}

/** A thing: a node of the graph. */
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
  versions?: Version[];
  former?: boolean;
  paint?: string;
  kind: string;
  /** The two-letter code of a country. */
  code: string | null;
  /** Its names by language tag, if there are several. */
  labels: Record<string, string>;
  names: string[];
  subtitle: string | null;
  curie: string | null;
  note: string | null;
  status: string | null;
  planned: boolean;
  /** When a commitment is due. */
  due: string | null;
  /** The first day on which it is overdue. */
  overdue: string | null;
  fulfilled_by: string | null;
  amount: string | null;
  currency: string | null;
  judgements: Judgement[];
  facts: [string, string][];
  shape: string;
  color: string;
  size: number;
  physics: boolean;
  shapeProperties: Borders;
  x: number;
  y: number;
  /** Its column in the view of layers: an index in `PageData.columns`. */
  column: number;
  layer: [number, number];
  /** An index in `PageData.communities`. */
  community?: number;
  /** The true place of a country on the map, and the places of its disc on a screen and on a phone. */
  true?: [number, number];
  wide?: [number, number];
  small?: [number, number];
}

/** The curve of a line. */
export interface Bend {
  enabled: boolean;
  type: string;
  roundness: number;
}

/** A relation: an edge of the graph. */
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
  versions?: Version[];
  former?: boolean;
  paint?: string;
  from: string;
  to: string;
  relation: string;
  arrows: "" | "to";
  dashes: number[] | boolean;
  smooth: Bend;
  inferred: boolean;
  /** Whether it is a relation through a third thing. */
  via: boolean;
  /** The third thing. */
  through: string | null;
  how: string | null;
  when: string | null;
  role: string | null;
  proof: string | null;
  /** Indexes in `PageData.proofs`. */
  proofs: number[];
  sources: string[];
  /** Its rank in thinning: 0 if it is always drawn. */
  rank: number;
  size?: number;
  shape?: string;
  /** How much wider than other lines it is drawn. */
  wide?: number;
}

/** The data of a page. */
export interface PageData {
  title: string;
  version: string | null;
  licence: string | null;
  /** The scope of the graph, in words, if it is not the whole graph. */
  slice: string | null;
  /** The day with which due dates are compared; None for the day on which the page is opened. */
  today: string | null;
  notes: Note[];
  sources: Record<string, Source>;
  kinds: Kind[];
  /** Up to this number of relations there is no thinning. */
  crowd: number;
  /** Two things with at least so many relations between them always have a line. */
  many: number;
  /** A relation is left out if a path of at most so many drawn relations joins its ends. */
  steps: number;
  /** The headings of the layers. */
  columns: string[];
  map: MapData | null;
  /** The flags of countries as SVG, by country code. */
  flags: Record<string, string>;
  /** The libraries and data in the page: a name, and the text of the licence. */
  licences: [string, string][];
  /** The communities of a large graph; empty if the graph is drawn whole. */
  communities: Community[];
  nodes: Node[];
  edges: Edge[];
  /** Whether there are periods, so that the page has sliders for valid time and knowledge time. */
  timed: boolean;
  answer: Answer | null;
  conflicts: Conflict[];
  proofs: ProofStep[];
  passages: Passage[];
}
