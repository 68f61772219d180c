// Two days: what held on the one, and what was known by the other. The periods were worked out when the page was made.

const days = { at: null, known: null };
const DAY = 86400000;
const dayIn = (text) => (/^\d{4}-\d\d-\d\d$/.test(text ?? "") && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text) ? text : null);
const number = (day) => Math.round(Date.parse(day) / DAY);
const dayOf = (count) => new Date(count * DAY).toISOString().slice(0, 10);

// Periods are pairs of a first and a last day, of which either may be missing; things without are always there.
const inPeriods = (periods, day) => !day || !periods || periods.some(([first, last]) => (!first || first <= day) && (!last || day <= last));
const thenThere = (thing) => inPeriods(thing.held, days.at) && inPeriods(thing.known, days.known);

const SLIDERS = { at: { title: "Held on", none: "any day", periods: "held" }, known: { title: "Known by", none: "today", periods: "known" } };
let span = null; // the first and the last day of both sliders, and the days on which something changes

function findSpan() {
  const edge = (key) => [...new Set([...DATA.nodes, ...DATA.edges].flatMap((thing) => (thing[key] ?? []).flatMap(([first, last]) => [dayIn(first), dayIn(last) && dayOf(number(last) + 1)])).filter(Boolean))].sort();
  const turns = { at: edge("held"), known: edge("known") };
  const all = [...turns.at, ...turns.known, ...happened()].sort();
  if (!all.length) return null;
  // What began before the first event, as memberships of long ago, has begun at the left end.
  const begin = happened().sort()[0] ?? all[0];
  return { turns, first: number(`${begin.slice(0, 4)}-01-01`), last: number(`${all.at(-1).slice(0, 4)}-12-31`) };
}

// The days of events that were held.
function happened() {
  return DATA.nodes.filter((node) => ["Dialogue", "Event"].includes(node.kind) && !node.planned && /^\d{4}/.test(node.start ?? ""))
    .map((node) => dayIn(node.start) ?? `${node.start.slice(0, 4)}-07-01`);
}

function setDays({ at, known }) {
  if (!span) return;
  Object.assign(days, { at, known });
  showDays();
}

function showDays() {
  root.dataset.at = days.at ?? "";
  root.dataset.known = days.known ?? "";
  for (const [key, { none }] of Object.entries(SLIDERS)) {
    const day = days[key];
    $(`${key}-range`).value = String(day ? number(day) : span.last);
    $(`${key}-range`).setAttribute("aria-valuetext", day ?? none);
    $(`${key}-day`).value = day ?? "";
    $(`${key}-any`).hidden = !day;
    $(`${key}-none`).hidden = Boolean(day);
  }
  for (const bar of $("events").querySelectorAll("rect")) bar.setAttribute("class", days.at && bar.dataset.year > days.at.slice(0, 4) ? "later" : "");
  const parts = [days.at && `held on ${days.at}`, days.known && `had been published by ${days.known}`].filter(Boolean);
  $("time-says").textContent = !parts.length ? "Move a slider to see what held on a day, or what was known by a day."
    : parts.length === 1 ? `Shown is what ${parts[0]}${days.at ? ", by all that is known today" : ""}.`
      : `Shown is what ${parts[0]}, by all that is known today, and ${parts[1]}.`;
  $("then").hidden = !parts.length;
  $("then").replaceChildren(...(parts.length ? [`Only ${thenInWords()}.`, " ", make("button", { type: "button", class: "plain", id: "all-days", on: { click: allDays } }, "All days")] : []));
  $("time-open").setAttribute("aria-expanded", String(!$("time").hidden));
  $("time-open").classList.toggle("active", parts.length > 0);
}

// A day as it is read, and what the two days leave.
const longDay = (day) => new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
function thenInWords() {
  const parts = separated([days.at && `held on ${longDay(days.at)}`, days.known && `had been published by ${longDay(days.known)}`], " and ");
  return parts && `what ${parts}`;
}

function allDays() {
  const inside = $("then").contains(document.activeElement);
  setDays({ at: null, known: null });
  refilter();
  if (inside) frame().focus();
}

function moveTo(key, day) {
  setDays({ ...days, [key]: day });
  refilter();
}

function slider(key) {
  const { title, none } = SLIDERS[key];
  const range = make("input", { id: `${key}-range`, type: "range", min: span.first, max: span.last, step: 1, "aria-label": `${title} (day)` });
  const day = make("input", { id: `${key}-day`, type: "date", "aria-label": `${title}: date` });
  range.addEventListener("input", () => moveTo(key, dayOf(Number(range.value))));
  // The arrows go to the next day on which something changes.
  range.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!by) return;
    const now = days[key] ?? dayOf(span.last);
    const turns = span.turns[key];
    const next = by > 0 ? turns.find((turn) => turn > now) : turns.findLast((turn) => turn < now);
    moveTo(key, next ?? dayOf(by > 0 ? span.last : span.first));
    event.preventDefault();
  });
  day.addEventListener("change", () => moveTo(key, dayIn(day.value)));
  return make("div", { class: "slider" }, make("span", { class: "title" }, title), range,
    make("span", { class: "none", id: `${key}-none` }, none), day,
    make("button", { type: "button", class: "plain why", id: `${key}-any`, "aria-label": `${title}: ${none}`, on: { click: () => { moveTo(key, null); focusIn(`${key}-range`); } } }, none));
}

// How many events there were in each year, over the slider of what held.
function histogram() {
  const counts = tally(happened(), (day) => day.slice(0, 4));
  const most = Math.max(1, ...counts.values());
  const width = span.last - span.first;
  const bars = [...counts].sort().map(([year, held]) => {
    const left = (number(`${year}-01-01`) - span.first) / width;
    const bar = drawn("rect", { x: (left * 1000).toFixed(1), width: Math.max(365 / width * 1000 - 3, 2).toFixed(1), y: (40 - 38 * held / most).toFixed(1), height: (38 * held / most).toFixed(1) },
      drawn("title", {}, document.createTextNode(`${year}: ${plural(held, "event", "events")}`)));
    bar.dataset.year = year;
    return bar;
  });
  return drawn("svg", { id: "events", viewBox: "0 0 1000 40", preserveAspectRatio: "none", role: "img",
    "aria-label": `Events by year: ${[...counts].sort().map(([year, held]) => `${year} ${held}`).join(", ")}` }, ...bars);
}

function timeline() {
  span = DATA.timed ? findSpan() : null;
  $("time-open").hidden = !span;
  if (!span) return;
  $("time").append(make("div", { class: "slider" }, make("span", { class: "title" }, "Events"), histogram(),
    make("span", { class: "years" }, `${dayOf(span.first).slice(0, 4)} – ${dayOf(span.last).slice(0, 4)}`)),
  slider("at"), slider("known"), make("p", { id: "time-says", role: "status" }));
  $("time-open").addEventListener("click", () => openTime($("time").hidden));
  showDays();
}

function openTime(open) {
  $("time").hidden = !open;
  showDays();
  fit();
  if (open) focusIn("at-range");
}
