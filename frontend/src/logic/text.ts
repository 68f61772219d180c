// Texts: counts and lists in words, and signs that turn text about.

export const plural = (number: number, one: string, many: string): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

type Part = string | number | null | undefined | false;

export const separated = (parts: Part[], by = " · "): string => parts.filter(Boolean).join(by);

export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

// Text among other text cannot turn it about, not even where it holds signs that would end its isolation.
export const isolated = (text: unknown): string => `\u2068${String(text).replace(/[\u2066-\u2069]/g, "")}\u2069`;

// Letters of scripts that run from right to left; the first strong letter decides.
export const rightToLeft = (text: string): boolean => /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.test(text);

// Without the characters that XML cannot hold.
export const wellFormed = (text: unknown): string =>
  String(text ?? "").replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");

// A class or a relation, as a name of the ontology, in words.
export const classLabel = (kind: string): string =>
  kind.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);

export const isWebAddress = (address: string | null | undefined): address is string =>
  /^https?:\/\//i.test(address ?? "");

// A title as a file is called: at most 120 letters, cut where a word ends if one does.
const LONGEST_NAME = 120;
export function fileName(title: string): string {
  const whole = title
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
  if (whole.length <= LONGEST_NAME) return whole;
  const end = whole.lastIndexOf("-", LONGEST_NAME);
  return whole.slice(0, end > 0 ? end : LONGEST_NAME);
}
