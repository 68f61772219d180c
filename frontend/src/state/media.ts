// What the page is shown on.

export const root = document.documentElement;

// Paper is light: what is printed is drawn anew.
export const dark = matchMedia("screen and (prefers-color-scheme: dark)");
export const narrow = matchMedia("(max-width: 760px)");
export const large = matchMedia("(min-width: 2400px)");
export const still = matchMedia("(prefers-reduced-motion: reduce)");
