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

// The time of a relation: its own, that of what it leads through, or that of the event at one of its ends.
function when(edge) {
  const event = [edge.from, edge.to].map((id) => nodes.get(id)).find((node) => ["Dialogue", "Event"].includes(node.kind));
  return period(edge) || edge.when || (event ? period(event) : "");
}

// A relation in words; one that leads through a third thing says how.
const phrase = (edge) => (edge.how ? `${edge.how} ${isolated(through(edge))}` : edge.label);
const through = (edge) => nodes.get(edge.through)?.label ?? edge.label;

function period(thing) {
  if (thing.start && thing.end) return thing.start === thing.end ? thing.start : `${thing.start} – ${thing.end}`;
  if (thing.start === "undated") return thing.start;
  if (thing.start) return `since ${thing.start}`;
  return thing.end ? `until ${thing.end}` : "";
}
