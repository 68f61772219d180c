// Signals between the parts of the page, so that what changes the state need not know all that shows it.
// Listeners are called at once, in the order in which they were added.

type Signal =
  // The switches of the filters have changed, and what they leave has.
  | "filters"
  | "filtered"
  // Of a large graph, other things are drawn.
  | "staged"
  | "selected"
  // The two days, and the neighbourhood that alone is shown.
  | "days"
  | "neighbourhood"
  // Another view or another community was chosen, and it is there.
  | "view"
  | "settled"
  | "language"
  // What the address holds may have changed.
  | "changed";

const listeners = new Map<Signal, (() => void)[]>();

export function on(signal: Signal, listener: () => void): void {
  listeners.set(signal, [...(listeners.get(signal) ?? []), listener]);
}

export function emit(signal: Signal): void {
  for (const listener of listeners.get(signal) ?? []) listener();
}
