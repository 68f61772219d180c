// The device that shows the page, and the preferences of its user.

export const root = document.documentElement;

// Prints are always light.
export const dark = matchMedia("screen and (prefers-color-scheme: dark)");
export const narrow = matchMedia("(max-width: 760px)");
export const large = matchMedia("(min-width: 2400px)");
export const still = matchMedia("(prefers-reduced-motion: reduce)");
