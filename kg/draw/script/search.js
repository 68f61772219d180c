// The search, and the keys of the page.

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
let folded = null;
// Made when something is first searched for.
const index = () => (folded ??= DATA.nodes.map((node) => ({ node, code: fold(separated([node.curie, node.code], " ")),
  names: [...new Set([node.label, ...Object.values(node.labels), ...node.names])].map((name) => ({ name, folded: fold(name) })) })));
let active = 0;

function matching(query) {
  const wanted = fold(query.trim());
  if (!wanted) return [];
  const rank = (text) => (text.startsWith(wanted) ? 0 : text.split(/[\s\-–(]+/).some((word) => word.startsWith(wanted)) ? 1
    : text.includes(wanted) ? 2 : 9);
  // The label counts before other names, and a name before the code.
  const best = ({ node, names, code }) => names.reduce((found, { name, folded }) => (rank(folded) < found.rank
    ? { node, rank: rank(folded), also: names[0].folded.includes(wanted) ? null : name } : found), { node, rank: code.includes(wanted) ? 3 : 9, also: null });
  return index().map(best).filter((found) => found.rank < 9)
    .sort((a, b) => a.rank - b.rank || Boolean(a.also) - Boolean(b.also) || b.node.size - a.node.size
      || (a.node.label < b.node.label ? -1 : 1)).slice(0, 9);
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
