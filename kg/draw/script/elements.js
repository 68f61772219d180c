// Elements: built from text that is never markup.

function make(tag, options = {}, ...children) {
  const { on, ...attributes } = options;
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  for (const [event, handler] of Object.entries(on ?? {})) element.addEventListener(event, handler);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function drawn(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const said = (text, tag = "span", options = {}) => make(tag, { dir: "auto", ...options }, String(text));
const separated = (parts, by = " · ") => parts.filter(Boolean).join(by);

// Only addresses of the web become links; anything else stays the text it is.
function link(text, address) {
  if (!/^https?:\/\//i.test(address ?? "")) return said(text);
  return said(text, "a", { href: address, rel: "noopener noreferrer", target: "_blank" });
}

function period(thing) {
  if (thing.start && thing.end) return thing.start === thing.end ? thing.start : `${thing.start} – ${thing.end}`;
  if (thing.start === "undated") return thing.start;
  if (thing.start) return `since ${thing.start}`;
  return thing.end ? `until ${thing.end}` : "";
}
