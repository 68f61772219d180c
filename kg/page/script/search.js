// The search, and the keys of the page.

// Accents, quotes, dots and capitals do not count, and dashes, commas and the like only part words.
const fold = (text) => text.replace(/[\p{Cf}'"`´.\u02b0-\u02ff\u2018-\u201f\u2032\u2033]/gu, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/[\p{P}\p{Z}\s\u2212]+/gu, " ").trim();
let folded = null;
// Made when something is first searched for.
const index = () => (folded ??= DATA.nodes.map((node) => {
  const names = [...new Set([node.label, ...Object.values(node.labels), ...node.names])].map((name) => ({ name, folded: fold(name) }));
  const codes = [node.code, node.curie].filter(Boolean).map(fold);
  return { node, names, codes, all: [...names.map((name) => name.folded), ...codes, fold(node.subtitle ?? "")].join(" ") };
}));
const MOST_FOUND = 9;
const LEAST_SLIP = 5; // letters of a word in which a slip is looked for
let active = 0;

function matching(query) {
  const wanted = fold(query);
  if (!wanted) return [];
  const words = wanted.split(" ");
  const found = index().map((thing) => ranked(thing, wanted, words)).filter(Boolean);
  return (found.length ? found : index().filter((thing) => almost(thing, words)).map(({ node }) => ({ node, rank: 0, also: null })))
    .sort((a, b) => a.rank - b.rank || Boolean(a.also) - Boolean(b.also) || b.node.size - a.node.size
      || (a.node.label < b.node.label ? -1 : 1)).slice(0, MOST_FOUND);
}

// The whole name or code, the begin of the name, begins of words, parts of words, then what its other texts hold.
function ranked({ node, names, codes, all }, wanted, words) {
  if (!words.every((word) => all.includes(word))) return null;
  const rank = (text) => (text === wanted ? 0 : text.startsWith(wanted) ? 1 : words.every((word) => ` ${text}`.includes(` ${word}`)) ? 2
    : words.every((word) => text.includes(word)) ? 3 : 4);
  // The label counts before other names, and a name before all else but a whole code.
  const ranks = names.map((name) => rank(name.folded));
  const best = Math.min(...ranks);
  const also = best < 4 && ranks[0] === 4 ? names[ranks.indexOf(best)].name : null;
  return codes.includes(wanted) ? { node, rank: 0, also: null } : { node, rank: best, also };
}

// Where nothing else is found, each word may have one slip.
function almost({ names, all }, words) {
  return words.every((word) => all.includes(word)
    || (word.length >= LEAST_SLIP && names.some((name) => name.folded.split(" ").some((other) => slipped(word, other)))));
}

// Whether a word begins with what is typed but for one letter: another one, one too many, or one that is missing.
function slipped(typed, word) {
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at += 1;
  return [[1, 1], [1, 0], [0, 1]].some(([typedOn, wordOn]) => word.slice(at + wordOn).startsWith(typed.slice(at + typedOn)));
}

function suggest() {
  const query = $("search").value;
  const found = matching(query);
  active = Math.min(active, Math.max(found.length - 1, 0));
  $("matches").replaceChildren(...found.map(({ node, also }, at) => make("li", {
    role: "option", id: `match-${at}`, "aria-selected": String(at === active),
    on: { mousedown: (event) => { event.preventDefault(); choose(node); } },
  }, signOf(node), make("span", { class: "name" }, said(node.label), also && " ", also && said(also, "span", { class: "also" })))));
  if (query.trim() && !found.length) $("matches").append(make("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "No match"));
  const open = query.trim() !== "";
  $("matches").hidden = !open;
  $("search").setAttribute("aria-expanded", String(open));
  if (found.length) $("search").setAttribute("aria-activedescendant", `match-${active}`);
  else $("search").removeAttribute("aria-activedescendant");
  return found;
}

function closeMatches() {
  $("matches").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
  $("search").removeAttribute("aria-activedescendant");
}

function choose(node) {
  $("search").value = node.label;
  closeMatches();
  select({ type: "node", id: node.id });
  $("panel").focus();
}

// Close what the focus may be in, and give it to what opens it again.
function shut(element, close, opens) {
  const inside = element.contains(document.activeElement);
  close();
  if (inside) opens.focus();
}

function listen() {
  const search = $("search");
  search.addEventListener("input", () => { active = 0; suggest(); });
  search.addEventListener("focus", () => search.select());
  search.addEventListener("blur", closeMatches);
  search.addEventListener("keydown", (event) => {
    const found = matching(search.value);
    if (event.key === "Enter" && found.length) choose(found[Math.min(active, found.length - 1)].node);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % Math.max(found.length, 1);
      suggest();
      event.preventDefault();
    }
  });
  document.addEventListener("keydown", onKey);
  $("fit").addEventListener("click", () => fit());
  $("in").addEventListener("click", () => zoom(1.3));
  $("out").addEventListener("click", () => zoom(1 / 1.3));
  $("list").addEventListener("click", showTable);
  $("path").addEventListener("click", () => { showPath(selected?.type === "node" ? selected.id : path.from, path.to); focusIn(path.from ? "path-to" : "path-from"); });
  $("save").addEventListener("click", showSave);
  for (const name of VIEWS) $(`view-${name}`).addEventListener("click", () => show(name));
  $("all-lines").addEventListener("click", () => { thinned = !thinned; refilter(); });
  $("strength").addEventListener("input", () => { strength = Number($("strength").value); restyle(); note(); });
  $("sources").addEventListener("click", showSources);
  $("keys-open").addEventListener("click", showKeys);
  $("close").addEventListener("click", () => $("dialog").close());
  $("dialog").addEventListener("click", (event) => { if (event.target === $("dialog")) $("dialog").close(); });
  dark.addEventListener("change", () => { icons.forEach(tint); readTheme(); restyle(); });
  narrow.addEventListener("change", () => { $("filters").open = !narrow.matches; count(); restyle(); fit({ animate: false }); });
  $("filters").open = !narrow.matches;
}
