// Colours as #rrggbb.

export const channels = (colour: string): [number, number, number] => [
  parseInt(colour.slice(1, 3), 16),
  parseInt(colour.slice(3, 5), 16),
  parseInt(colour.slice(5, 7), 16),
];

// Mixes two colours. Fading mixes with the background, because a transparent symbol would show the lines below it.
export function mix(colour: string, other: string, share: number): string {
  const end = channels(other);
  const mixed = channels(colour).map((channel, at) => Math.round(channel + (end[at]! - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
