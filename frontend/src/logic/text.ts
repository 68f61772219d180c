// Texts: counts and lists, and the direction of text.

export const plural = (number: number, one: string, many: string): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

type Part = string | number | null | undefined | false;

export const separated = (parts: Part[], by = " · "): string => parts.filter(Boolean).join(by);

export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

// Isolates the direction of a text from the text around it. Control characters that would end the isolation are removed.
export const isolated = (text: unknown): string => `\u2068${String(text).replace(/[\u2066-\u2069]/g, "")}\u2069`;

// Whether a text runs from right to left: its first letter decides.
export const rightToLeft = (text: string): boolean => /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.test(text);

// The text without characters that XML does not allow.
export const wellFormed = (text: unknown): string =>
  String(text ?? "").replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");

// The name of a class or relation in the ontology, as separate words.
export const classLabel = (kind: string): string =>
  kind.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);

export const isWebAddress = (address: string | null | undefined): address is string =>
  /^https?:\/\//i.test(address ?? "");

// A file name made of a title: at most 120 letters, cut at the end of a word if possible.
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
