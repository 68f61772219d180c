// Two sliders: the day of valid time, and the day of knowledge time. Python computed the periods when it made the page.

import { ANY_DAY, moveDay, refilter, setDays } from "../actions.ts";
import { fit } from "../drawing/camera.ts";
import { frame } from "../drawing/network.ts";
import { button, byId, hasFocusInside, inputOf, make, makeSvg, textElement } from "../elements.ts";
import { tally } from "../logic/counts.ts";
import {
  type Days,
  dayIn,
  dayOf,
  daysInSentence,
  eventDays,
  findSpan,
  nextChange,
  numberOf,
  type Span,
} from "../logic/periods.ts";
import { plural } from "../logic/text.ts";
import { hasVersions, knownNotes } from "../logic/versions.ts";
import { focusIn } from "../panel/parts.ts";
import { data, things } from "../state/graph.ts";
import { root } from "../state/media.ts";
import { state } from "../state/state.ts";
import { timeInWords } from "../state/words.ts";

const SLIDERS = { at: { title: "Held on", none: "any day" }, known: { title: "Known by", none: "today" } };
const ALL_KEYS = Object.keys(SLIDERS) as (keyof Days)[];
const FORWARDS: Record<string, boolean> = { ArrowRight: true, ArrowUp: true, ArrowLeft: false, ArrowDown: false };

const keys = (): (keyof Days)[] => ALL_KEYS.filter((key) => key === "at" || hasVersions(data));

// The events that were known by the chosen day.
export function showEvents(): void {
  if (state.span) byId("events").replaceWith(histogram(state.span));
}

export function makeTimeline(): void {
  state.span = data.timed ? findSpan(data) : null;
  const { span } = state;
  byId("time-open").hidden = !span;
  if (!span) return;
  const [first, last] = [dayOf(span.first).slice(0, 4), dayOf(span.last).slice(0, 4)];
  byId("time").append(
    make(
      "div",
      { class: "slider" },
      make("span", { class: "title" }, "Events"),
      histogram(span),
      make("span", { class: "years" }, `${first} – ${last}`),
    ),
    ...keys().map((key) => slider(key, span)),
    make("p", { id: "time-says", role: "status" }),
  );
  byId("time-open").addEventListener("click", () => openTime(Boolean(byId("time").hidden)));
  showDays();
}

export function openTime(open: boolean): void {
  byId("time").hidden = !open;
  showDays();
  fit();
  if (open) focusIn("at-range");
}

function slider(key: keyof Days, span: Span): HTMLElement {
  const { title, none } = SLIDERS[key];
  const range = make("input", {
    id: `${key}-range`,
    type: "range",
    min: span.first,
    max: span.last,
    step: 1,
    "aria-label": `${title} (day)`,
  });
  const day = make("input", { id: `${key}-day`, type: "date", "aria-label": `${title}: date` });
  range.addEventListener("input", () => moveDay(key, dayOf(Number(range.value))));
  // The arrow keys go to the next day on which something changes.
  range.addEventListener("keydown", (event) => {
    const forwards = FORWARDS[event.key];
    if (forwards === undefined) return;
    moveDay(key, nextChange(span, key, state.days[key], forwards));
    event.preventDefault();
  });
  day.addEventListener("change", () => moveDay(key, dayIn(day.value)));
  const back = () => {
    moveDay(key, null);
    focusIn(`${key}-range`);
  };
  return make(
    "div",
    { class: "slider" },
    make("span", { class: "title" }, title),
    range,
    make("span", { class: "none", id: `${key}-none` }, none),
    day,
    button({ class: "plain why", id: `${key}-any`, "aria-label": `${title}: ${none}` }, back, none),
  );
}

// The number of events in each year, above the slider of valid time.
function histogram(span: Span): SVGElement {
  const counts = [...tally(eventDays(things), (day) => day.slice(0, 4))].sort();
  const most = Math.max(1, ...counts.map(([, held]) => held));
  const width = span.last - span.first;
  const bars = counts.map(([year, held]) => {
    const left = (numberOf(`${year}-01-01`) - span.first) / width;
    const shape = {
      x: (left * 1000).toFixed(1),
      width: Math.max((365 / width) * 1000 - 3, 2).toFixed(1),
      y: (40 - (38 * held) / most).toFixed(1),
      height: ((38 * held) / most).toFixed(1),
    };
    const bar = makeSvg("rect", shape, makeSvg("title", {}, `${year}: ${plural(held, "event", "events")}`));
    bar.dataset.year = year;
    return bar;
  });
  const label = `Events by year: ${counts.map(([year, held]) => `${year} ${held}`).join(", ")}`;
  const whole = { id: "events", viewBox: "0 0 1000 40", preserveAspectRatio: "none", role: "img", "aria-label": label };
  return makeSvg("svg", whole, ...bars);
}

// Shows the two days on the sliders, as text, and near the counts.
export function showDays(): void {
  const { days, span } = state;
  if (!span) return;
  for (const key of keys()) {
    const day = days[key];
    root.dataset[key] = day ?? "";
    inputOf(`${key}-range`).value = String(day ? numberOf(day) : span.last);
    inputOf(`${key}-range`).setAttribute("aria-valuetext", day ?? SLIDERS[key].none);
    inputOf(`${key}-day`).value = day ?? "";
    byId(`${key}-any`).hidden = !day;
    byId(`${key}-none`).hidden = Boolean(day);
  }
  for (const bar of byId("events").querySelectorAll("rect")) {
    bar.setAttribute("class", days.at && bar.dataset.year! > days.at.slice(0, 4) ? "later" : "");
  }
  byId("time-says").textContent = daysInSentence(days);
  const isCut = Boolean(days.at || days.known);
  const back = button({ class: "plain", id: "all-days" }, showAllDays, "All days");
  const notes = knownNotes(data, days.known);
  byId("notes").replaceChildren(...notes.map((note) => textElement(`note: ${note}`, "p", { class: "sub note" })));
  byId("day-line").hidden = !isCut;
  byId("day-line").replaceChildren(...(isCut ? [`Only ${timeInWords()}.`, " ", back] : []));
  byId("time-open").setAttribute("aria-expanded", String(!byId("time").hidden));
  byId("time-open").classList.toggle("active", isCut);
}

function showAllDays(): void {
  const inside = hasFocusInside(byId("day-line"));
  setDays(ANY_DAY);
  refilter();
  if (inside) frame().focus();
}
