// Counts of things and relations by class, relation and sign.

export function tally<T>(items: Iterable<T>, key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

export interface Signs {
  inferred: number;
  planned: number;
  contested: number;
}

export interface Counts extends Signs {
  kinds: Map<string, number>;
  relations: Map<string, number>;
}

interface CountedThing {
  kind: string;
  planned: boolean;
  contested: boolean;
}

interface CountedRelation {
  relation: string;
  inferred: boolean;
  contested: boolean;
}

export function signsOf(things: CountedThing[], relations: CountedRelation[]): Signs {
  return {
    inferred: relations.filter((relation) => relation.inferred).length,
    planned: things.filter((thing) => thing.planned).length,
    contested: [...things, ...relations].filter((each) => each.contested).length,
  };
}

export function countsOf(things: CountedThing[], relations: CountedRelation[]): Counts {
  return {
    kinds: tally(things, (thing) => thing.kind),
    relations: tally(relations, (edge) => edge.relation),
    ...signsOf(things, relations),
  };
}

// The text before a total count in the legend: the number that is shown, if it is smaller.
export const partOf = (shown: number, whole: number): string => (shown === whole ? "" : `${shown} of `);
