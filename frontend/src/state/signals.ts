// Signals between the parts of the page, so that actions do not depend on the parts that show the state.
// Listeners are called synchronously, in the order in which they were added.

type Signal =
  // The filters have changed; what is shown has changed.
  | "filters"
  | "filtered"
  // Other things of a large graph are drawn.
  | "staged"
  | "selected"
  // The two days, or the neighbourhood that is shown, have changed.
  | "days"
  // Another day of knowledge time was chosen: things and relations are now what was known by then.
  | "known"
  | "neighbourhood"
  // Another view or community was chosen; the change of view is complete.
  | "view"
  | "settled"
  | "language"
  // The state in the address may have changed.
  | "changed";

const listeners = new Map<Signal, (() => void)[]>();

export function on(signal: Signal, listener: () => void): void {
  listeners.set(signal, [...(listeners.get(signal) ?? []), listener]);
}

export function emit(signal: Signal): void {
  for (const listener of listeners.get(signal) ?? []) listener();
}
