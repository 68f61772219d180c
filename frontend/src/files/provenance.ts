// The provenance of a file: title, version, licence, the part of the graph that the file contains, and its sources.

import type { Edge, Node, PageData, Source } from "../data.ts";
import type { Days } from "../logic/periods.ts";
import { classLabel, separated } from "../logic/text.ts";

export type NamedSource = { iri: string } & Partial<Omit<Source, "known">>;

// A source as files name it.
function named(data: PageData, iri: string): NamedSource {
  const { known: _, ...about } = data.sources[iri] ?? {};
  return { iri, ...about };
}

export interface Provenance {
  title: string;
  data_version: string;
  licence: string;
  shown: string;
  sources: NamedSource[];
}

// What is saved: the things and relations that are shown, and their provenance.
export interface Shown {
  data: PageData;
  // The day with which due dates are compared.
  day: string;
  nodes: Node[];
  edges: Edge[];
  about: Provenance;
}

export interface Filters {
  hiddenKinds: Iterable<string>;
  hiddenRelations: ReadonlySet<string>;
  inferredHidden: boolean;
  // The centre of the neighbourhood that is shown, and its number of steps.
  centred: { label: string; steps: number } | null;
  days: Days;
}

export function shownOf(data: PageData, nodes: Node[], edges: Edge[], filters: Filters, day: string): Shown {
  const used = new Set([...nodes, ...edges].flatMap((thing) => sourcesOf(data, thing)));
  const sources = [...used].sort().map((iri) => named(data, iri));
  const about = {
    title: data.title,
    data_version: data.version ?? "",
    licence: data.licence ?? "",
    shown: shownInWords(data, filters),
    sources,
  };
  return { data, day, nodes, edges, about };
}

// The sources of a thing or relation: those that it names, and those of its passages.
export function sourcesOf(data: PageData, thing: Node | Edge): string[] {
  const named = "sources" in thing ? thing.sources : [];
  return [...new Set([...named, ...thing.passages.map((at) => data.passages[at]!.source)])].sort();
}

export const sourceLine = ({ iri, title, publisher, issued, url, licence }: NamedSource): string =>
  separated([title ?? iri, publisher, issued, url, licence && `licence: ${licence}`], ", ");

export const aboutLines = ({ data_version, licence, shown, sources }: Provenance): string[] => [
  `Data version: ${data_version}`,
  `Licence: ${licence}`,
  `Shown: ${shown}`,
  "Sources:",
  ...sources.map(sourceLine),
];

function shownInWords(
  data: PageData,
  { hiddenKinds, hiddenRelations, inferredHidden, centred, days }: Filters,
): string {
  const classes = [...hiddenKinds].map(classLabel);
  const hidden = data.edges.filter((edge) => hiddenRelations.has(edge.relation)).map((edge) => edge.label);
  const relations = [...new Set(hidden)];
  const steps = centred?.steps === 1 ? "one step" : "two steps";
  return (
    separated(
      [
        classes.length && `without the classes ${classes.join(", ")}`,
        relations.length && `without the relations ${relations.join(", ")}`,
        inferredHidden && "without what is inferred",
        centred && `only ${centred.label} and what is ${steps} away`,
        data.slice,
        days.at && `what held on ${days.at}`,
        days.known && `known by ${days.known}`,
      ],
      "; ",
    ) || "all"
  );
}
