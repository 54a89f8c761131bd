/* The script of a map. It draws and explains; everything it shows was computed and written into the page beforehand.
   Texts from the data only ever become text nodes or canvas text, never markup. vis-network holds the camera, the gestures and
   the dragging; ties, signs and names are painted here in a few strokes per colour, which is many times faster than one by one. */
"use strict";
(() => {

// ---------------------------------------------------------------------------------------------------------------- the data

const data = JSON.parse(document.getElementById("data").textContent);
const S = data.strings;
const { nodes: node, ties: tie, evidence } = data;
const N = node.id.length;
const T = tie.from.length;
const X = Float64Array.from(node.x);
const Y = Float64Array.from(node.y);
const R = Float64Array.from(node.size);
const placeOf = new Map(node.id.map((id, i) => [id, i]));
const tiesOf = Array.from({ length: N }, () => []);
for (let k = 0; k < T; k++) {
  tiesOf[tie.from[k]].push(k);
  if (tie.to[k] !== tie.from[k]) tiesOf[tie.to[k]].push(k);
}
const otherEnd = (k, i) => (tie.from[k] === i ? tie.to[k] : tie.from[k]);
const partners = tiesOf.map((list, i) => new Set(list.map(k => otherEnd(k, i))).size);
const strength = tiesOf.map(list => list.reduce((sum, k) => sum + tie.weight[k], 0));
const order = (length, ...keys) => Array.from({ length }, (_, i) => i).sort((a, b) => {
  for (const key of keys) { const difference = key(b) - key(a); if (difference) return difference; }
  return a - b;
});
const byImportance = order(N, i => node.weight[i], i => partners[i], i => strength[i]);
const byWeight = order(T, k => tie.weight[k]);
const byName = new Intl.Collator(S.locale, { sensitivity: "base", numeric: true }).compare;
const number = new Intl.NumberFormat(S.locale, { maximumFractionDigits: 2 });
const GROUPS = data.layout.islands;
const years = [...node.year, ...tie.since, ...tie.until].filter(year => year !== null);
const FIRST = years.reduce((a, b) => Math.min(a, b), Infinity);
const LAST = years.reduce((a, b) => Math.max(a, b), -Infinity);

// ---------------------------------------------------------------------------------------------------------- texts and elements

const $ = id => document.getElementById(id);
const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
const plural = new Intl.PluralRules(S.locale);
const formFor = (forms, n) => forms[plural.select(n)] ?? forms.other;
const count = (forms, n) => fill(formFor(forms, n), { n: number.format(n) });
const listed = parts => new Intl.ListFormat(S.locale, { type: "conjunction" }).format(parts);
const kindForms = k => { const { name } = data.kinds[k]; return Object.hasOwn(S.kinds, name) ? S.kinds[name] : { all: name, other: name }; };
const kindWord = (k, n = 1) => formFor(kindForms(k), n);
const kindTitle = k => capital(kindForms(k).all);
const capital = text => text.charAt(0).toLocaleUpperCase(S.locale) + text.slice(1);
const cut = (text, most) => { const signs = [...text.slice(0, 4 * most)]; return signs.length > most ? signs.slice(0, most - 1).join("").trimEnd() + "…" : text; };
const countryName = c => (c < 0 ? "" : data.countries[c].name);
const sectorNames = i => node.sectors[i].map(s => data.sectors[s]);
const namesakes = g => GROUPS.some((other, o) => o !== g && other.name === GROUPS[g].name);
const groupNames = GROUPS.map((group, g) => {
  const name = cut(node.label[group.largest], 40);
  return !group.name ? fill(S.around, { name }) : namesakes(g) ? fill(S.around_of, { group: group.name, name }) : group.name;
});
/** Kinds that others come together in, and kinds that only hold such together. */
const MEETING_PLACES = new Set(["Project", "MetaCluster", "Event"]);
const UMBRELLAS = new Set([...MEETING_PLACES, "Programme", "Sector", "Region"]);
const groupName = g => groupNames[g];
const UNDECOMPOSED = { "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t" };
const folded = text => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase()
  .replace(/[ßøłđðæœþıħŧ]/g, sign => UNDECOMPOSED[sign]).replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** An element with properties and children; strings become text nodes, so that no text is ever read as markup. */
function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ""));
  return element;
}
const named = (tag, text, properties = {}) => h(tag, { dir: "auto", ...properties }, text);
/** Text in which words between backticks are commands. */
const prose = text => text.split("`").map((part, i) => (i % 2 ? h("code", {}, part) : part));
const button = (properties, ...children) => h("button", { type: "button", ...properties }, ...children);
const show = (element, ...children) => element.replaceChildren(...children.flat(2).filter(Boolean));

/** A map of lists from pairs of key and value. */
function grouped(pairs) {
  const lists = new Map();
  for (const [key, value] of pairs) { if (!lists.has(key)) lists.set(key, []); lists.get(key).push(value); }
  return lists;
}
function link(url, text) {
  return /^https?:\/\//i.test(url) ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : null;
}
let silence = 0;
/** Say something to screen readers, and for a while to everybody where it matters to everybody. */
function announce(text, visible = false) {
  const said = $("said");
  said.textContent = text;
  said.classList.toggle("unseen", !visible);
  clearTimeout(silence);
  if (visible) silence = setTimeout(() => said.classList.add("unseen"), 7000);
}

// ------------------------------------------------------------------------------------------------------------ shapes and colours

const regular = (corners, turn) => Array.from({ length: corners }, (_, i) => {
  const angle = turn + (i * 2 * Math.PI) / corners;
  return [Math.cos(angle), Math.sin(angle)];
});
const star = Array.from({ length: 10 }, (_, i) => {
  const angle = -Math.PI / 2 + (i * Math.PI) / 5, reach = i % 2 ? 0.5 : 1.15;
  return [reach * Math.cos(angle), reach * Math.sin(angle)];
});
/** Corners of each shape around the origin; areas are about that of a circle of radius 1. A circle has none. */
const SHAPES = {
  circle: null,
  square: [[-.88, -.88], [.88, -.88], [.88, .88], [-.88, .88]],
  diamond: [[0, -1.22], [1.22, 0], [0, 1.22], [-1.22, 0]],
  triangle: [[0, -1.25], [1.2, .85], [-1.2, .85]],
  triangleDown: [[0, 1.25], [1.2, -.85], [-1.2, -.85]],
  hexagon: regular(6, 0).map(([x, y]) => [1.1 * x, 1.1 * y]),
  pentagon: regular(5, -Math.PI / 2).map(([x, y]) => [1.12 * x, 1.12 * y]),
  star,
  cross: [[-.4, -1.1], [.4, -1.1], [.4, -.4], [1.1, -.4], [1.1, .4], [.4, .4], [.4, 1.1], [-.4, 1.1], [-.4, .4], [-1.1, .4], [-1.1, -.4], [-.4, -.4]],
};
function trace(ctx, shape, x, y, r) {
  const corners = SHAPES[shape];
  if (!corners) { ctx.moveTo(x + r, y); ctx.arc(x, y, r, 0, 2 * Math.PI); return; }
  corners.forEach(([cx, cy], i) => (i ? ctx.lineTo(x + r * cx, y + r * cy) : ctx.moveTo(x + r * cx, y + r * cy)));
  ctx.closePath();
}
function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
function kindIcon(k) {
  const kind = data.kinds[k], corners = SHAPES[kind.shape];
  const sign = corners ? svg("polygon", { points: corners.map(([x, y]) => `${8 + 5.6 * x},${8 + 5.6 * y}`).join(" ") }) : svg("circle", { cx: 8, cy: 8, r: 5.6 });
  return coloured(svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, sign), kind);
}
function tieIcon(k) {
  const kind = data.tieKinds[k];
  const line = svg("line", { x1: 1, y1: 8, x2: 27, y2: 8, "stroke-dasharray": kind.dash.join(" ") });
  return coloured(svg("svg", { viewBox: "0 0 28 16", class: "line", "aria-hidden": "true" }, line), kind);
}
function coloured(element, style) {
  element.style.setProperty("--on-light", style.light);
  element.style.setProperty("--on-dark", style.dark);
  return element;
}
const PALETTES = {
  light: { ground: "#fbfbfa", ink: "#1c2127", muted: "#57606a", island: "#f0f2f4", rim: "#d5dae0", band: "90,110,135", accent: "#0b5cad" },
  dark: { ground: "#0f1419", ink: "#e8ecf1", muted: "#a3adb8", island: "#18202a", rim: "#2f3a47", band: "150,175,210", accent: "#7cc0ff" },
};
const media = matchMedia("(prefers-color-scheme: dark)");
let theme = media.matches ? "dark" : "light";
function setTheme(next) {
  theme = next;
  document.documentElement.dataset.theme = theme;
  $("theme").setAttribute("aria-pressed", String(theme === "dark"));
  redraw();
}

// ------------------------------------------------------------------------------------------------------------------- filters

const NONE = "none";
/** What is switched off in each facet; a thing or tie is hidden when a facet it has values in leaves it none. */
const off = { kind: new Set(), country: new Set(), sector: new Set(), tie: new Set() };
let from = FIRST, to = LAST, hideLoose = false;
const nodeShown = new Uint8Array(N).fill(1);
const tieShown = new Uint8Array(T).fill(1);
let shownNodes = N, shownTies = T;

const isFiltered = () => hideLoose || from > FIRST || to < LAST || Object.values(off).some(set => set.size > 0);

function applyFilters() {
  const before = nodeShown.slice();
  for (let i = 0; i < N; i++) {
    const sectors = node.sectors[i];
    nodeShown[i] = !off.kind.has(node.kind[i])
      && !off.country.has(node.country[i] < 0 ? NONE : node.country[i])
      && (sectors.length ? sectors.some(s => !off.sector.has(s)) : !off.sector.has(NONE))
      && (node.year[i] === null || node.year[i] <= to) ? 1 : 0;
  }
  const tied = new Uint8Array(N);
  shownTies = 0;
  for (let k = 0; k < T; k++) {
    const a = tie.from[k], b = tie.to[k];
    tieShown[k] = nodeShown[a] && nodeShown[b] && !off.tie.has(tie.kind[k])
      && (tie.since[k] === null || tie.since[k] <= to) && (tie.until[k] === null || tie.until[k] >= from) ? 1 : 0;
    if (tieShown[k]) { tied[a] = tied[b] = 1; shownTies++; }
  }
  if (hideLoose) for (let i = 0; i < N; i++) nodeShown[i] &= tied[i];
  shownNodes = nodeShown.reduce((sum, shown) => sum + shown, 0);
  const changed = [];
  for (let i = 0; i < N; i++) if (nodeShown[i] !== before[i]) changed.push({ id: i, hidden: !nodeShown[i] });
  if (changed.length) items.update(changed);
  prepareBands();
  if (selection.node !== undefined && !nodeShown[selection.node]) select({});
  else light();
  describeEmptiness();
  if (!$("table").hidden) fillTable();
  redraw();
}

function resetFilters() {
  for (const set of Object.values(off)) set.clear();
  from = FIRST; to = LAST; hideLoose = false;
  buildFilters();
  applyFilters();
}

function section(title, aside, key = null) {
  return h("div", { role: "group", class: "facet", "aria-label": title, "data-facet": key }, h("div", { class: "head" }, h("h3", {}, title), aside));
}

function facet(title, key, entries) {
  if (entries.length < 2) return null;
  const valueOf = input => (input.dataset.value === NONE ? NONE : Number(input.dataset.value));
  const all = button({ class: "all", "aria-label": fill(S.all_label, { name: title }), hidden: !off[key].size, onclick: () => set([]) }, S.all);
  const box = section(title, all, key);
  const changed = () => { all.hidden = !off[key].size; applyFilters(); };
  const set = values => {
    off[key] = new Set(values);
    for (const input of box.querySelectorAll("input[data-value]")) input.checked = !off[key].has(valueOf(input));
    changed();
  };
  const row = entry => h("div", { class: "row" },
    h("label", {},
      h("input", { type: "checkbox", "data-value": entry.value, checked: !off[key].has(entry.value), onchange: event => {
        if (event.target.checked) off[key].delete(entry.value); else off[key].add(entry.value);
        changed();
      } }),
      entry.icon || "", named("span", entry.name, { class: "name", title: entry.name }), h("span", { class: "count" }, number.format(entry.count))),
    button({ class: "only", "aria-label": fill(S.only_label, { name: entry.name }),
      onclick: () => set(entries.map(other => other.value).filter(value => value !== entry.value)) }, S.only));
  const first = entries.length > 9 ? 7 : entries.length;
  const rest = h("div", { hidden: true }, entries.slice(first).map(row));
  const more = entries.length > first ? button({ class: "more", "aria-expanded": "false", onclick: () => {
    rest.hidden = !rest.hidden;
    more.setAttribute("aria-expanded", String(!rest.hidden));
    more.textContent = rest.hidden ? fill(S.more, { n: number.format(entries.length - first) }) : S.fewer;
  } }, fill(S.more, { n: number.format(entries.length - first) })) : null;
  box.append(...entries.slice(0, first).map(row), rest, ...(more ? [more] : []));
  if (more && entries.slice(first).some(entry => off[key].has(entry.value))) more.click();
  return box;
}

function buildFilters() {
  const tally = (length, values) => { const counts = new Map(Array.from({ length }, (_, i) => [i, 0])); for (const value of values) counts.set(value, (counts.get(value) || 0) + 1); return counts; };
  const entries = (counts, name, icon) => [...counts].filter(([, n]) => n > 0).map(([value, n]) => ({
    value, count: n, name: value === NONE ? S.not_given : name(value), icon: icon && value !== NONE ? icon(value) : null }));
  const frequent = list => list.sort((a, b) => (a.value === NONE) - (b.value === NONE) || b.count - a.count || byName(a.name, b.name));
  const kinds = entries(tally(data.kinds.length, node.kind), kindTitle, kindIcon);
  const ties = entries(tally(data.tieKinds.length, tie.kind), k => capital(data.tieKinds[k].name), tieIcon);
  const countries = frequent(entries(tally(data.countries.length, node.country.map(c => (c < 0 ? NONE : c))), countryName));
  const sectors = frequent(entries(tally(data.sectors.length, node.sectors.flatMap(list => (list.length ? list : [NONE]))), s => capital(data.sectors[s])));
  const single = ({ icon, name, count: n }) => h("div", { class: "row" }, h("span", { class: "label" }, icon, named("span", name, { class: "name" }), h("span", { class: "count" }, number.format(n))));
  const legend = (title, list, key) => {
    if (list.length !== 1) return facet(title, key, list);
    const box = section(title, "", key);
    box.append(single(list[0]));
    return box;
  };
  show($("filters"),
    legend(S.legend_kinds, kinds, "kind"), legend(S.legend_ties, ties, "tie"), yearRange(),
    facet(S.legend_countries, "country", countries), facet(S.legend_sectors, "sector", sectors),
    T ? h("label", { class: "loose" }, h("input", { type: "checkbox", id: "hide-loose", checked: hideLoose, onchange: event => { hideLoose = event.target.checked; applyFilters(); } }), S.hide_loose) : null,
    N ? button({ id: "reset", onclick: resetFilters }, S.reset) : null);
}

function yearRange() {
  if (!(LAST > FIRST)) return null;
  const said = h("output", { for: "year-from year-to" });
  const say = () => { said.textContent = from === FIRST && to === LAST ? S.years_all : fill(S.years_range, { from, to }); };
  const range = (id, label, value, set) => h("input", { type: "range", id, min: FIRST, max: LAST, step: 1, value, "aria-label": label, title: label,
    oninput: event => { set(Number(event.target.value), event.target); say(); applyFilters(); } });
  const low = range("year-from", S.year_from, from, (year, input) => { from = Math.min(year, to); input.value = from; });
  const high = range("year-to", S.year_to, to, (year, input) => { to = Math.max(year, from); input.value = to; });
  say();
  const box = section(S.legend_years, said);
  box.append(low, high, h("p", { class: "hint" }, S.years_help));
  return box;
}

// ---------------------------------------------------------------------------------------------------------- what is selected

/** One of {node}, {pair: [a, b]}, {group}, or {}; the things and ties that belong to it are lit, the others dimmed. */
let selection = {};
let hovered = -1, hoveredTie = -1;
const nodeLit = new Uint8Array(N);
const LIT = 1, NEAR = 2;
let tiesLit = [], tiesNear = [];
const hasSelection = () => Object.keys(selection).length > 0;

function light() {
  nodeLit.fill(0);
  tiesLit = [];
  tiesNear = [];
  if (selection.node !== undefined) {
    nodeLit[selection.node] = 1;
    tiesLit = tiesOf[selection.node].filter(k => tieShown[k]);
  } else if (selection.pair) {
    tiesLit = tiesBetween(...selection.pair).filter(k => tieShown[k]);
    for (const i of selection.pair) nodeLit[i] = 1;
  } else if (selection.group !== undefined) {
    for (let i = 0; i < N; i++) nodeLit[i] = node.group[i] === selection.group ? 1 : 0;
    for (let k = 0; k < T; k++) if (tieShown[k] && nodeLit[tie.from[k]] && nodeLit[tie.to[k]]) tiesLit.push(k);
    return;
  }
  for (const k of tiesLit) nodeLit[tie.from[k]] = nodeLit[tie.to[k]] = LIT;
  if (selection.node === undefined) return;
  for (const [other, places] of meetings(selection.node)) {
    nodeLit[other] = NEAR;
    for (const place of places) tiesNear.push(...tiesBetween(place, other).filter(k => tieShown[k]));
  }
}
/** Whom a thing meets in the projects, alliances and events it is tied to: a map to the places where it does. */
function meetings(i) {
  const direct = new Set(tiesOf[i].filter(k => tieShown[k]).map(k => otherEnd(k, i))), shared = new Map();
  for (const place of direct) {
    if (!MEETING_PLACES.has(data.kinds[node.kind[place]].name)) continue;
    for (const other of new Set(tiesOf[place].filter(k => tieShown[k]).map(k => otherEnd(k, place)))) {
      if (other === i || direct.has(other) || UMBRELLAS.has(data.kinds[node.kind[other]].name)) continue;
      if (!shared.has(other)) shared.set(other, []);
      shared.get(other).push(place);
    }
  }
  return shared;
}
const tiesBetween = (a, b) => tiesOf[a].filter(k => (tie.from[k] === a ? tie.to[k] : tie.from[k]) === b);

function select(next, { move = false, remember = true } = {}) {
  const hidden = [next.node, ...(next.pair || [])].find(i => i !== undefined && !nodeShown[i]);
  if (hidden !== undefined) {
    resetFilters();
    announce(fill(S.filters_were_reset, { name: cut(node.label[hidden], 60) }), true);
  }
  selection = next;
  light();
  showDetails();
  if (remember) rememberSelection();
  if (move) goTo();
  redraw();
}

function rememberSelection() {
  if (location.protocol === "about:") return; // shown inside a notebook: there is no address to write to
  const hash = selection.node === undefined ? "" : `#id=${encodeURIComponent(node.id[selection.node])}`;
  if (location.hash !== hash) history.replaceState(null, "", hash || location.pathname + location.search);
}
function recallSelection() {
  const found = /^#id=(.*)$/.exec(location.hash);
  if (!found) return;
  let id;
  try { id = decodeURIComponent(found[1]); } catch { id = found[1]; }
  if (placeOf.has(id)) select({ node: placeOf.get(id) }, { move: true, remember: false });
  else announce(fill(S.unknown_id, { id: cut(id, 60) }), true);
}

// ------------------------------------------------------------------------------------------------------------------- painting

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";
const FEW_TIES = 1500, MANY_TIES = 6000;
let bands = [], groupLabels = [], fitScale = 1, moving = false, drawnTies = 0, thinned = false;

/** Between islands, seen from afar: one band for each pair of groups, as strong as all its ties together. */
function prepareBands() {
  const sums = new Map();
  for (let k = 0; k < T; k++) {
    if (!tieShown[k]) continue;
    const a = node.group[tie.from[k]], b = node.group[tie.to[k]];
    if (a < 0 || b < 0 || a === b) continue;
    const key = Math.min(a, b) * GROUPS.length + Math.max(a, b);
    sums.set(key, (sums.get(key) || 0) + tie.weight[k]);
  }
  const most = Math.max(...sums.values());
  bands = [...sums].map(([key, sum]) => ({ a: Math.floor(key / GROUPS.length), b: key % GROUPS.length, share: sum / most })).sort((a, b) => a.share - b.share);
}

function currentView() {
  const box = $("canvas"), centre = network.getViewPosition();
  return { scale: network.getScale(), cx: centre.x, cy: centre.y, w: box.clientWidth, h: box.clientHeight };
}
const isFar = view => view.scale < 1.7 * fitScale;
const isOverview = view => GROUPS.length > 1 && isFar(view);

function paintGround(ctx, view, ratio, fast) {
  const colours = PALETTES[theme], sx = x => (x - view.cx) * view.scale + view.w / 2, sy = y => (y - view.cy) * view.scale + view.h / 2;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = colours.ground;
  ctx.fillRect(0, 0, view.w, view.h);
  const overview = isOverview(view);
  if (overview) paintBands(ctx, view, sx, sy, colours);
  GROUPS.forEach((island, g) => {
    if (!groupShown[g]) return;
    ctx.beginPath();
    ctx.arc(sx(island.x), sy(island.y), island.radius * view.scale, 0, 2 * Math.PI);
    ctx.fillStyle = colours.island;
    ctx.fill();
    ctx.lineWidth = selection.group === g ? 2 : 1;
    ctx.strokeStyle = selection.group === g ? colours.accent : colours.rim;
    ctx.stroke();
  });
  paintTies(ctx, view, sx, sy, overview, fast);
  if (tiesLit.length) paintLitTies(ctx, view, sx, sy, colours);
}

function paintBands(ctx, view, sx, sy, colours) {
  const dim = hasSelection() ? 0.25 : 1;
  for (const { a, b, share } of bands) {
    const p = GROUPS[a], q = GROUPS[b], dx = q.x - p.x, dy = q.y - p.y, length = Math.hypot(dx, dy) || 1;
    const bend = 0.1 * length;
    ctx.beginPath();
    ctx.moveTo(sx(p.x), sy(p.y));
    ctx.quadraticCurveTo(sx((p.x + q.x) / 2 - (dy / length) * bend), sy((p.y + q.y) / 2 + (dx / length) * bend), sx(q.x), sy(q.y));
    ctx.lineWidth = 0.6 + 9 * Math.sqrt(share) * Math.min(1, view.w / 900);
    ctx.strokeStyle = `rgba(${colours.band},${dim * (0.05 + 0.30 * share)})`;
    ctx.stroke();
  }
}

function paintTies(ctx, view, sx, sy, overview, fast) {
  const limit = fast ? 2500 : isFar(view) ? MANY_TIES : Infinity;
  const strongest = T ? tie.weight[byWeight[0]] : 1, weakest = T ? tie.weight[byWeight[T - 1]] : 1;
  const layers = data.tieKinds.map(() => [[], [], []]);
  let left = 0;
  drawnTies = 0;
  for (const k of byWeight) {
    if (!tieShown[k]) continue;
    const a = tie.from[k], b = tie.to[k];
    if (overview && node.group[a] !== node.group[b]) continue;
    if (drawnTies >= limit) { left++; continue; }
    drawnTies++;
    const share = strongest > weakest ? Math.log(tie.weight[k] / weakest) / Math.log(strongest / weakest) : 0.5;
    layers[tie.kind[k]][share > 0.66 ? 2 : share > 0.33 ? 1 : 0].push(k);
  }
  const crowd = Math.min(4, Math.max(0.35, Math.sqrt(FEW_TIES / Math.max(drawnTies, 1)) * Math.sqrt(Math.max(1, view.scale / fitScale))));
  const dim = hasSelection() ? 0.25 : 1;
  const margin = 40, right = view.w + margin, bottom = view.h + margin;
  layers.forEach((levels, kind) => levels.forEach((level, strong) => {
    if (!level.length) return;
    ctx.beginPath();
    for (const k of level) {
      const x1 = sx(X[tie.from[k]]), y1 = sy(Y[tie.from[k]]), x2 = sx(X[tie.to[k]]), y2 = sy(Y[tie.to[k]]);
      if ((x1 < -margin && x2 < -margin) || (x1 > right && x2 > right) || (y1 < -margin && y2 < -margin) || (y1 > bottom && y2 > bottom)) continue;
      if (tie.from[k] === tie.to[k]) { const r = R[tie.from[k]] * view.scale; ctx.moveTo(x1 + r, y1 - r); ctx.arc(x1, y1 - r, r, 0, 2 * Math.PI); }
      else { ctx.moveTo(x1, y1); ctx.lineTo(x2, y2); }
    }
    ctx.setLineDash(drawnTies < FEW_TIES ? data.tieKinds[kind].dash : []);
    ctx.lineWidth = [0.8, 1.1, 1.5][strong];
    ctx.globalAlpha = Math.min(0.7, dim * crowd * [0.16, 0.24, 0.38][strong]);
    ctx.strokeStyle = data.tieKinds[kind][theme];
    ctx.stroke();
  }));
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  if (!fast && thinned !== (left > 0)) { thinned = left > 0; sayStatus(); }
}

/** Ties of what is selected: in the colour and dashes of their kind, side by side where they are parallel, with arrows. */
function paintLitTies(ctx, view, sx, sy, colours) {
  const many = tiesLit.length > 400;
  for (const [kind, list] of grouped(tiesNear.map(k => [tie.kind[k], k]))) {
    ctx.beginPath();
    for (const k of list) { ctx.moveTo(sx(X[tie.from[k]]), sy(Y[tie.from[k]])); ctx.lineTo(sx(X[tie.to[k]]), sy(Y[tie.to[k]])); }
    ctx.lineWidth = 1;
    ctx.globalAlpha = 0.35;
    ctx.strokeStyle = data.tieKinds[kind][theme];
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
  const seen = new Map();
  const lanes = tiesLit.map(k => {
    const key = Math.min(tie.from[k], tie.to[k]) * N + Math.max(tie.from[k], tie.to[k]), place = seen.get(key) || 0;
    seen.set(key, place + 1);
    return [tie.kind[k], [k, (place % 2 ? -1 : 1) * Math.ceil(place / 2) * 4]];
  });
  for (const [kind, list] of grouped(lanes)) {
    const style = data.tieKinds[kind], arrows = [];
    ctx.beginPath();
    for (const [k, lane] of list) {
      const a = tie.from[k], b = tie.to[k];
      let x1 = sx(X[a]), y1 = sy(Y[a]), x2 = sx(X[b]), y2 = sy(Y[b]);
      if (a === b) { const r = R[a] * view.scale + 4; ctx.moveTo(x1 + r, y1 - r); ctx.arc(x1, y1 - r, r, 0, 2 * Math.PI); continue; }
      const length = Math.hypot(x2 - x1, y2 - y1) || 1, ux = (x2 - x1) / length, uy = (y2 - y1) / length, side = a < b ? lane : -lane;
      x1 -= uy * side; x2 -= uy * side; y1 += ux * side; y2 += ux * side;
      ctx.moveTo(x1, y1);
      ctx.lineTo(x2, y2);
      if (tie.directed[k]) { const stop = Math.max(R[b] * view.scale, 2.5) + 3; arrows.push([x2 - ux * stop, y2 - uy * stop, ux, uy]); }
    }
    ctx.setLineDash(style.dash);
    const quiet = many || selection.group !== undefined;
    ctx.lineWidth = quiet ? 1 : 1.6;
    ctx.globalAlpha = many ? 0.35 : quiet ? 0.5 : 0.9;
    ctx.strokeStyle = style[theme];
    ctx.stroke();
    ctx.setLineDash([]);
    if (arrows.length) {
      ctx.beginPath();
      for (const [x, y, ux, uy] of arrows) { ctx.moveTo(x, y); ctx.lineTo(x - 8 * ux - 4 * uy, y - 8 * uy + 4 * ux); ctx.lineTo(x - 8 * ux + 4 * uy, y - 8 * uy - 4 * ux); ctx.closePath(); }
      ctx.fillStyle = style[theme];
      ctx.fill();
    }
    ctx.globalAlpha = 1;
  }
  if (hoveredTie >= 0 && tieShown[hoveredTie]) {
    ctx.beginPath();
    ctx.moveTo(sx(X[tie.from[hoveredTie]]), sy(Y[tie.from[hoveredTie]]));
    ctx.lineTo(sx(X[tie.to[hoveredTie]]), sy(Y[tie.to[hoveredTie]]));
    ctx.lineWidth = 3;
    ctx.strokeStyle = colours.accent;
    ctx.stroke();
  }
}

const pixelRadius = (i, view) => Math.max(R[i] * view.scale, 2.3);

function paintThings(ctx, view, ratio, labels = true) {
  const colours = PALETTES[theme], sx = x => (x - view.cx) * view.scale + view.w / 2, sy = y => (y - view.cy) * view.scale + view.h / 2;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const dimmed = hasSelection();
  for (const lit of dimmed ? [0, NEAR, LIT] : [LIT]) {
    ctx.globalAlpha = [0.16, 1, 0.6][lit];
    data.kinds.forEach((kind, k) => {
      ctx.beginPath();
      for (let i = 0; i < N; i++) {
        if (!nodeShown[i] || node.kind[i] !== k || (dimmed && nodeLit[i] !== lit)) continue;
        const x = sx(X[i]), y = sy(Y[i]);
        if (x < -60 || y < -60 || x > view.w + 60 || y > view.h + 60) continue;
        trace(ctx, kind.shape, x, y, pixelRadius(i, view));
      }
      ctx.fillStyle = kind[theme];
      ctx.fill();
      ctx.lineWidth = view.scale * 8 > 3 ? 1 : 0.5;
      ctx.strokeStyle = colours.ground;
      ctx.stroke();
    });
  }
  ctx.globalAlpha = 1;
  const ring = (i, width) => {
    ctx.beginPath();
    ctx.arc(sx(X[i]), sy(Y[i]), pixelRadius(i, view) * 1.25 + 3, 0, 2 * Math.PI);
    ctx.lineWidth = width;
    ctx.strokeStyle = colours.accent;
    ctx.stroke();
  };
  if (selection.node !== undefined) ring(selection.node, 2.5);
  for (const i of selection.pair || []) ring(i, 2.5);
  if (hovered >= 0 && nodeShown[hovered]) ring(hovered, 1.5);
  if (labels) paintLabels(ctx, view, sx, sy, colours);
}

/** Names, the most important first, each only where it covers no other; more of them find room as one zooms in. */
function paintLabels(ctx, view, sx, sy, colours) {
  const taken = [];
  const overlap = (one, other) => one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
  const free = box => box.x > 2 && box.y > 2 && box.x + box.w < view.w - 2 && box.y + box.h < view.h - 2
    && !taken.some(other => overlap(box, other));
  // Large signs are gone round where there is room to.
  const signs = [];
  for (let i = 0; i < N && signs.length < 400; i++) {
    const x = sx(X[i]), y = sy(Y[i]), r = 0.9 * pixelRadius(i, view);
    if (nodeShown[i] && r > 6 && x > -r && y > -r && x < view.w + r && y < view.h + r && (!hasSelection() || nodeLit[i] === LIT)) signs.push({ x: x - r, y: y - r, w: 2 * r, h: 2 * r });
  }
  const labelled = new Set();
  const write = (text, box, font, colour) => {
    taken.push(box);
    ctx.font = font;
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = colours.ground;
    ctx.strokeText(text, box.x + 3, box.y + box.h - 5);
    ctx.fillStyle = colour;
    ctx.fillText(text, box.x + 3, box.y + box.h - 5);
  };
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.lineJoin = "round";
  groupLabels = [];
  if (selection.node !== undefined) labelThing(selection.node, true);
  for (const i of selection.pair || []) labelThing(i, true);
  if (hovered >= 0 && nodeShown[hovered]) labelThing(hovered, true);
  const zoom = view.scale / fitScale, room = (view.w * view.h) / 30000 * Math.max(1, zoom ** 1.1), budget = Math.floor(room);
  const within = (x, y, box) => x >= box.x && y >= box.y && x <= box.x + box.w && y <= box.y + box.h;
  const hidesIsland = (box, own) => GROUPS.some((other, o) => o !== own && groupShown[o] && within(sx(other.x), sy(other.y), box));
  GROUPS.forEach((island, g) => {
    if (!groupShown[g] || (dimmedGroups() && selection.group !== g)) return;
    const font = `600 12px ${FONT}`, x = sx(island.x), r = island.radius * view.scale;
    if (r < 26 || g >= budget) return;
    const lines = inTwoLines(ctx, groupName(g), font, Math.max(2.2 * r, 100)), width = Math.max(...lines.map(line => measure(ctx, line, font))) + 14, height = 15 * lines.length + 5;
    // A tag pinned to the rim, so that nobody takes it for the name of another island.
    for (const y of [sy(island.y) - r - height + 6, sy(island.y) + r - 6]) {
      const box = { x: x - width / 2, y, w: width, h: height };
      if (!free(box) || hidesIsland(box, g)) continue;
      taken.push(box);
      groupLabels.push({ ...box, g });
      ctx.beginPath();
      ctx.roundRect(box.x, box.y, box.w, box.h, 7);
      ctx.fillStyle = colours.ground;
      ctx.fill();
      ctx.lineWidth = 1;
      ctx.strokeStyle = selection.group === g ? colours.accent : colours.rim;
      ctx.stroke();
      ctx.font = font;
      ctx.fillStyle = colours.ink;
      lines.forEach((line, n) => ctx.fillText(line, x - measure(ctx, line, font) / 2, y + 15 * n + 14));
      break;
    }
  });
  if (data.layout.shelf && !hasSelection()) {
    const font = `italic 12px ${FONT}`, width = measure(ctx, S.shelf, font) + 6;
    const box = { x: sx(data.layout.shelf.x) - width / 2, y: sy(data.layout.shelf.y) - 22, w: width, h: 17 };
    if (free(box)) write(S.shelf, box, font, colours.muted);
  }
  let written = 0;
  for (const i of byImportance) {
    if (written >= budget) break;
    if (!nodeShown[i] || labelled.has(i) || (hasSelection() && nodeLit[i] !== LIT)) continue;
    const x = sx(X[i]), y = sy(Y[i]);
    if (x < 0 || y < 0 || x > view.w || y > view.h) continue;
    if (labelThing(i, false)) written++;
  }
  function labelThing(i, always) {
    const font = `${always ? "600 " : ""}12px ${FONT}`, text = cut(node.label[i], always ? 60 : 26), width = measure(ctx, text, font) + 6;
    const x = sx(X[i]), y = sy(Y[i]), r = pixelRadius(i, view);
    const places = [[x - width / 2, y + r + 1], [x - width / 2, y - r - 18], [x + r + 2, y - 9], [x - r - width - 2, y - 9]];
    const boxes = places.map(([bx, by]) => ({ x: bx, y: by, w: width, h: 17 })).filter(free);
    const box = boxes.find(candidate => !signs.some(sign => overlap(candidate, sign))) || boxes[0];
    if (box) { write(text, box, font, colours.ink); labelled.add(i); }
    return Boolean(box);
  }
}
const dimmedGroups = () => selection.node !== undefined || Boolean(selection.pair);

function inTwoLines(ctx, text, font, width) {
  const words = text.split(" "), lines = [words.shift()];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (measure(ctx, longer, font) <= width || lines.length === 2) lines[lines.length - 1] = longer; else lines.push(word);
  }
  return lines.map(line => { while (line.length > 8 && measure(ctx, line, font) > width * 1.15) line = cut(line, [...line].length - 1); return line; });
}

const widths = new Map();
function measure(ctx, text, font) {
  const key = font + text;
  if (!widths.has(key)) { ctx.font = font; widths.set(key, ctx.measureText(text).width); }
  return widths.get(key);
}

let groupShown = [];
function countGroups() {
  groupShown = GROUPS.map(() => 0);
  for (let i = 0; i < N; i++) if (nodeShown[i] && node.group[i] >= 0) groupShown[node.group[i]]++;
}

function redraw() {
  countGroups();
  if (network) network.redraw();
  sayStatus();
}

function sayStatus() {
  if (!N) { $("status").textContent = ""; return; }
  const said = [fill(S.status_shown, { shown: number.format(shownNodes), all: number.format(N), ties: count(S.ties, shownTies) })];
  if (thinned) said.push(fill(S.status_thinned, { n: number.format(drawnTies) }));
  if (isFiltered()) said.push(S.status_filtered);
  $("status").textContent = said.join(" · ");
}

// ---------------------------------------------------------------------------------------------------------------- the camera

const items = new vis.DataSet(node.id.map((_, i) => ({ id: i, x: X[i], y: Y[i], size: R[i] })));
let network = null;

function openNetwork() {
  network = new vis.Network($("canvas"), { nodes: items, edges: new vis.DataSet([]) }, {
    physics: false,
    layout: { improvedLayout: false },
    // vis-network knows the signs and lets them be dragged; paintThings() is what shows them.
    nodes: { shape: "dot", borderWidth: 0, color: "rgba(0,0,0,0)", chosen: false },
    interaction: { hover: false, selectConnectedEdges: false, keyboard: false, zoomSpeed: 0.7 },
  });
  network.on("beforeDrawing", ctx => { ctx.save(); paintGround(ctx, currentView(), pixelRatio(ctx), moving); ctx.restore(); });
  network.on("afterDrawing", ctx => { ctx.save(); paintThings(ctx, currentView(), pixelRatio(ctx)); ctx.restore(); });
  network.on("click", event => click(event.pointer.canvas, event.pointer.DOM));
  network.on("doubleClick", event => { const i = nodeAt(event.pointer.canvas); if (i >= 0) select({ node: i }, { move: true }); });
  network.on("dragging", event => { follow(event.nodes); beMoving(); });
  network.on("dragEnd", event => follow(event.nodes));
  network.on("zoom", beMoving);
  // A frame further down a page may have no size yet when the map opens in it: what was fitted into nothing is fitted again,
  // after vis-network has stretched its camera.
  let hadRoom = hasRoom();
  network.on("resize", () => {
    if (hadRoom) fitScale = fitView().scale; else queueMicrotask(() => fit(false));
    hadRoom = hasRoom();
  });
  $("canvas").addEventListener("mousemove", event => hover(event));
  $("canvas").addEventListener("mouseleave", () => { hovered = hoveredTie = -1; $("tooltip").hidden = true; network.redraw(); });
  // One stop for the Tab key, not two.
  network.canvas.frame.tabIndex = -1;
  fit(false);
}
const hasRoom = () => Math.min($("canvas").clientWidth, $("canvas").clientHeight) > 100;
const pixelRatio = ctx => ctx.canvas.width / ctx.canvas.clientWidth;
function follow(moved) {
  for (const [i, at] of Object.entries(network.getPositions(moved))) { X[i] = at.x; Y[i] = at.y; }
}
let rest = 0;
function beMoving() {
  $("tooltip").hidden = true;
  moving = T > 4000;
  clearTimeout(rest);
  rest = setTimeout(() => { moving = false; network.redraw(); }, 160);
}

function fitView(which = i => nodeShown[i], padding = 34) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  const grow = (x, y, r) => { left = Math.min(left, x - r); right = Math.max(right, x + r); top = Math.min(top, y - r); bottom = Math.max(bottom, y + r); };
  for (let i = 0; i < N; i++) if (which(i)) grow(X[i], Y[i], R[i]);
  if (left > right) return { scale: 1, position: { x: 0, y: 0 } };
  const w = Math.max($("canvas").clientWidth - 2 * padding, 50), tall = Math.max($("canvas").clientHeight - 2 * padding, 50);
  const scale = Math.min(w / Math.max(right - left, 1), tall / Math.max(bottom - top, 1), 2.5);
  return { scale, position: { x: (left + right) / 2, y: (top + bottom) / 2 } };
}
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const moveTo = (view, animate = true) => network.moveTo({ ...view, animation: animate && !calm.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false });
function fit(animate = true) {
  const view = fitView();
  fitScale = view.scale;
  moveTo(view, animate);
}
function zoomBy(factor) { moveTo({ scale: network.getScale() * factor, position: network.getViewPosition() }); }
function goTo() {
  let view;
  if (selection.group !== undefined) view = fitView(i => node.group[i] === selection.group, 70);
  else if (hasSelection()) view = fitView(i => nodeLit[i] === LIT, 110);
  else return;
  moveTo({ ...view, scale: Math.min(view.scale, Math.max(1.4, fitScale)) });
}

// ---------------------------------------------------------------------------------------------------- pointing, clicking, keys

function nodeAt({ x, y }) {
  const view = currentView();
  let best = -1, least = Infinity;
  for (let i = 0; i < N; i++) {
    if (!nodeShown[i]) continue;
    const distance = Math.hypot(X[i] - x, Y[i] - y) - Math.max(pixelRadius(i, view) + 2, 6) / view.scale;
    if (distance < 0 && distance < least && (best < 0 || !hasSelection() || (nodeLit[i] > 0) >= (nodeLit[best] > 0))) { best = i; least = distance; }
  }
  return best;
}
function tieAt({ x, y }) {
  const view = currentView(), reach = 5 / view.scale;
  const candidates = hasSelection() && tiesLit.length ? tiesLit : isOverview(view) && shownTies > 400 ? [] : byWeight;
  let best = -1, least = reach;
  for (const k of candidates) {
    if (!tieShown[k]) continue;
    const x1 = X[tie.from[k]], y1 = Y[tie.from[k]], dx = X[tie.to[k]] - x1, dy = Y[tie.to[k]] - y1, length = dx * dx + dy * dy;
    const along = length ? Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length)) : 0;
    const distance = Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
    if (distance < least) { best = k; least = distance; }
  }
  return best;
}
const groupAt = at => groupLabels.find(box => at.x >= box.x && at.x <= box.x + box.w && at.y >= box.y && at.y <= box.y + box.h);

function click(at, pixel) {
  const i = nodeAt(at);
  if (i >= 0) return select({ node: i });
  const label = groupAt(pixel);
  if (label) return select({ group: label.g }, { move: true });
  const k = tieAt(at);
  return select(k >= 0 ? { pair: [tie.from[k], tie.to[k]] } : {});
}

let pointer = null;
function hover(event) {
  if (event.buttons) return;
  const box = $("canvas").getBoundingClientRect(), pixel = { x: event.clientX - box.left, y: event.clientY - box.top };
  if (!pointer) requestAnimationFrame(() => {
    const at = network.DOMtoCanvas(pointer), i = nodeAt(at), k = i < 0 && !groupAt(pointer) ? tieAt(at) : -1;
    if (i !== hovered || k !== hoveredTie) { hovered = i; hoveredTie = k; network.redraw(); }
    $("canvas").classList.toggle("pointing", i >= 0 || k >= 0 || Boolean(groupAt(pointer)));
    placeTooltip(i, k, pointer);
    pointer = null;
  });
  pointer = pixel;
}
function placeTooltip(i, k, { x, y }) {
  const tip = $("tooltip");
  tip.hidden = i < 0 && k < 0;
  if (tip.hidden) return;
  if (i >= 0) {
    const about = [kindWord(node.kind[i]), countryName(node.country[i]), partners[i] ? count(S.tied_to, partners[i]).toLocaleLowerCase(S.locale) : ""].filter(Boolean);
    show(tip, named("strong", cut(node.label[i], 120)), h("span", {}, about.join(" · ")));
  } else {
    const list = tiesBetween(tie.from[k], tie.to[k]).filter(other => tieShown[other]);
    show(tip, named("strong", `${cut(node.label[tie.from[k]], 60)} – ${cut(node.label[tie.to[k]], 60)}`), h("span", {}, tieWords(list)));
  }
  const stage = $("stage");
  tip.style.left = `${Math.max(4, Math.min(x + 14, stage.clientWidth - tip.offsetWidth - 6))}px`;
  tip.style.top = `${y + 18 + tip.offsetHeight > stage.clientHeight ? y - tip.offsetHeight - 10 : y + 18}px`;
}

let step = -1;
function canvasKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const pan = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (pan) {
    const centre = network.getViewPosition(), far = 80 / network.getScale();
    moveTo({ scale: network.getScale(), position: { x: centre.x + pan[0] * far, y: centre.y + pan[1] * far } }, false);
  } else if (event.key === "+" || event.key === "=") zoomBy(1.3);
  else if (event.key === "-") zoomBy(1 / 1.3);
  else if (event.key === "0") fit();
  else if (event.key === "n" || event.key === "p") {
    const list = byImportance.filter(i => nodeShown[i]);
    if (!list.length) return;
    step = (Math.max(step, event.key === "n" ? -1 : 0) + (event.key === "n" ? 1 : -1) + list.length) % list.length;
    select({ node: list[step] }, { move: true });
    announce(`${node.label[list[step]]}, ${kindWord(node.kind[list[step]])}, ${count(S.tied_to, partners[list[step]])}`);
  } else if (event.key === "Enter" && hasSelection()) $("details").focus();
  else if (event.key === "Escape") select({});
  else return;
  event.preventDefault();
}

// --------------------------------------------------------------------------------------------------------------------- search

let index = null, hits = [], active = -1;
function buildIndex() {
  index = node.id.map((id, i) => ({ names: [node.label[i], ...node.names[i]].map(folded), all: folded([node.label[i], ...node.names[i], node.city[i], id].join(" ")) }));
}
function search(text) {
  if (!index) buildIndex();
  const words = folded(text).split(" ").filter(Boolean);
  if (!words.length) return [];
  const whole = words.join(" "), found = [];
  byImportance.forEach((i, importance) => {
    const entry = index[i];
    if (!words.every(word => entry.all.includes(word))) return;
    const rank = entry.names.some(name => name === whole) ? 0 : entry.names.some(name => name.startsWith(whole)) ? 1
      : entry.names.some(name => ` ${name}`.includes(` ${whole}`)) ? 2 : entry.names.some(name => words.every(word => name.includes(word))) ? 3 : 4;
    found.push([rank, importance, i]);
  });
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(entry => entry[2]);
}
function showHits() {
  const text = $("search").value, found = search(text), list = $("hits");
  hits = found.slice(0, 50);
  active = hits.length ? 0 : -1;
  show(list, hits.map((i, place) => h("li", { role: "option", id: `hit-${place}`, "aria-selected": String(place === active), onmousedown: event => { event.preventDefault(); choose(place); } },
    kindIcon(node.kind[i]), h("span", { class: "hit" }, named("span", cut(node.label[i], 120), { class: "name" }),
      h("span", { class: "about" }, [otherName(i, text), kindWord(node.kind[i]), countryName(node.country[i]), nodeShown[i] ? "" : S.filtered_out].filter(Boolean).join(" · "))))),
    found.length > hits.length ? h("li", { class: "note", "aria-disabled": "true" }, fill(S.more_hits, { n: number.format(found.length - hits.length) })) : null,
    !found.length ? h("li", { class: "note", "aria-disabled": "true" }, fill(S.no_hits, { text: cut(text, 60) })) : null);
  setHitsOpen(Boolean(folded(text)));
  if (folded(text)) announce(count(S.hits_count, found.length));
}
function otherName(i, text) {
  const wanted = folded(text);
  if (folded(node.label[i]).includes(wanted)) return "";
  return cut(node.names[i].find(name => folded(name).includes(wanted)) || "", 80);
}
function setHitsOpen(open) {
  $("hits").hidden = !open;
  $("search").setAttribute("aria-expanded", String(open));
  $("search").setAttribute("aria-activedescendant", open && active >= 0 ? `hit-${active}` : "");
}
function moveActive(by) {
  if (!hits.length) return;
  active = (active + by + hits.length) % hits.length;
  [...$("hits").children].forEach((item, place) => { if (item.role !== "option") return; item.setAttribute("aria-selected", String(place === active)); });
  $(`hit-${active}`).scrollIntoView({ block: "nearest" });
  setHitsOpen(true);
}
function choose(place) {
  if (!(place in hits)) return;
  setHitsOpen(false);
  $("search").value = cut(node.label[hits[place]], 200);
  select({ node: hits[place] }, { move: true });
}
function searchKey(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { if ($("hits").hidden) showHits(); else moveActive(event.key === "ArrowDown" ? 1 : -1); }
  else if (event.key === "Enter") choose(active);
  else if (event.key === "Escape") { setHitsOpen(false); $("search").value = ""; }
  else return;
  event.preventDefault();
}

// ------------------------------------------------------------------------------------------------------------- the details panel

const thing = (i, extra = {}) => button({ class: "thing", onclick: () => select({ node: i }, { move: true }), ...extra }, kindIcon(node.kind[i]), named("span", cut(node.label[i], 160), { class: "name" }));
const heading = (text, level = 3) => h(`h${level}`, {}, text);
function tieWords(list) {
  const counts = new Map();
  for (const k of list) counts.set(tie.kind[k], (counts.get(tie.kind[k]) || 0) + 1);
  return [...counts].sort((a, b) => a[0] - b[0]).map(([kind, n]) => data.tieKinds[kind].name + (n > 1 ? ` ×${n}` : "")).join(" · ");
}
function lasting(k) {
  if (tie.since[k] !== null && tie.until[k] !== null) return tie.since[k] === tie.until[k] ? String(tie.since[k]) : fill(S.since_until, { since: tie.since[k], until: tie.until[k] });
  return tie.since[k] !== null ? fill(S.since, { since: tie.since[k] }) : tie.until[k] !== null ? fill(S.until, { until: tie.until[k] }) : "";
}
/** Everything a list of ties between two things rests on: kind, years, weight, and each row of evidence with its origin. */
function evidenceOf(list, seenFrom = null) {
  const given = new Set();
  const ordered = [...list].sort((a, b) => tie.kind[a] - tie.kind[b] || (tie.since[a] ?? 0) - (tie.since[b] ?? 0) || a - b);
  return h("ul", { class: "evidence" }, ordered.map(k => {
    const rows = Array.from({ length: tie.evidenceCount[k] }, (_, r) => tie.evidence[k] + r).filter(row => !given.has(row));
    rows.forEach(row => given.add(row));
    const name = data.tieKinds[tie.kind[k]].name;
    const words = !tie.directed[k] || seenFrom === null ? name : fill(tie.from[k] === seenFrom ? S.direction_out : S.direction_in, { kind: name });
    return h("li", {}, h("p", { class: "tie" }, tieIcon(tie.kind[k]), h("span", {}, h("strong", {}, capital(words)), " ",
      h("span", { class: "about" }, [lasting(k), tie.weight[k] === 1 ? "" : fill(S.weight, { weight: number.format(tie.weight[k]) })].filter(Boolean).join(" · ")))),
      tie.evidenceCount[k] ? h("ul", {}, rows.map(fact)) : h("p", { class: "about" }, S.no_evidence));
  }));
}
function fact(row) {
  const text = column => (evidence[column][row] < 0 ? "" : evidence.texts[evidence[column][row]]);
  const url = text("url");
  return h("li", { class: "fact" }, named("span", text("text"), { class: "text" }),
    text("origin") || url ? h("span", { class: "about" }, text("origin") ? fill(S.origin, { origin: text("origin") }) : "", text("origin") && url ? " · " : "", url ? link(url, S.link) : "") : "");
}
function listWithMore(entries, first, row) {
  const list = h("ul", { class: "list" }, entries.slice(0, first).map(row));
  if (entries.length <= first) return [list];
  const more = button({ class: "more", onclick: () => { list.append(...entries.slice(first).map(row)); more.remove(); } }, fill(S.show_all, { n: number.format(entries.length) }));
  return [list, more];
}
const panelTop = () => h("div", { class: "bar" }, button({ id: "back", onclick: () => { select({}); $("details").focus(); } }, "← ", S.back),
  button({ id: "go-there", onclick: () => { setView("map"); goTo(); } }, S.go_there));

function showDetails() {
  const panel = $("details");
  if (selection.node !== undefined) show(panel, panelTop(), ...aboutNode(selection.node));
  else if (selection.pair) show(panel, panelTop(), ...aboutPair(...selection.pair));
  else if (selection.group !== undefined) show(panel, panelTop(), ...aboutGroup(selection.group));
  else show(panel, ...overview());
  panel.scrollTop = 0;
}

function aboutNode(i) {
  const facts = [];
  const add = (label, ...values) => { if (values.some(value => value)) facts.push(h("dt", {}, label), h("dd", { dir: "auto" }, ...values)); };
  add(S.fact_country, countryName(node.country[i]));
  add(S.fact_city, node.city[i]);
  add(S.fact_sectors, sectorNames(i).map(capital).join(", "));
  for (const [label, value] of node.details[i]) add(capital(label), value);
  add(S.fact_year, node.year[i] === null ? "" : String(node.year[i]));
  if (node.group[i] < 0) add(S.fact_group, node.community[i]);
  else add(S.fact_group, button({ class: "link", onclick: () => select({ group: node.group[i] }, { move: true }) }, groupName(node.group[i])));
  if (node.weight[i]) add(data.sizeMeaning ? capital(data.sizeMeaning) : S.fact_size, number.format(node.weight[i]));
  if (node.url[i]) add(S.website, link(node.url[i], cut(node.url[i].replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, ""), 60)));
  add(S.fact_id, h("code", {}, cut(node.id[i], 200)));
  const by = grouped(tiesOf[i].filter(k => tieShown[k]).map(k => [otherEnd(k, i), k]));
  const weight = list => list.reduce((sum, k) => sum + tie.weight[k], 0);
  const others = [...by].sort((a, b) => weight(b[1]) - weight(a[1]) || byName(node.label[a[0]], node.label[b[0]]));
  const hiddenTies = tiesOf[i].length - others.reduce((sum, [, list]) => sum + list.length, 0);
  return [
    h("p", { class: "kind" }, kindIcon(node.kind[i]), capital(kindWord(node.kind[i]))),
    named("h2", node.label[i], { class: "title" }),
    node.names[i].length ? h("p", { class: "about names" }, `${S.other_names}: `, named("bdi", node.names[i].join("; "))) : null,
    h("dl", {}, facts),
    heading(others.length ? count(S.tied_to, others.length) : S.tied_to_none),
    others.length ? h("p", { class: "hint" }, S.tied_to_hint) : null,
    ...listWithMore(others, 40, ([other, list]) => neighbour(i, other, list)),
    hiddenTies ? h("p", { class: "hint" }, count(S.hidden_ties, hiddenTies)) : null,
    ...aboutMeetings(i),
  ];
}
function aboutMeetings(i) {
  const shared = meetings(i);
  if (!shared.size) return [];
  const list = [...shared].sort((a, b) => b[1].length - a[1].length || byName(node.label[a[0]], node.label[b[0]]));
  return [heading(count(S.meets, list.length)), h("p", { class: "hint" }, S.meets_hint), ...listWithMore(list, 10, ([other, places]) => h("li", { class: "meeting" },
    thing(other), h("span", { class: "about" }, places.slice(0, 4).map(place => cut(node.label[place], 50)).join("; ") + (places.length > 4 ? ` ${fill(S.and_more, { n: number.format(places.length - 4) })}` : ""))))];
}
function neighbour(i, other, list) {
  const facts = list.reduce((sum, k) => sum + tie.evidenceCount[k], 0);
  const body = h("div", { class: "rests-on", hidden: true });
  const head = button({ class: "neighbour", "aria-expanded": "false", onclick: () => {
    if (!body.childElementCount) body.append(evidenceOf(list, i), button({ class: "link", onclick: () => select({ node: other }, { move: true }) }, fill(S.open_thing, { name: cut(node.label[other], 60) })));
    body.hidden = !body.hidden;
    head.setAttribute("aria-expanded", String(!body.hidden));
  } }, kindIcon(node.kind[other]), h("span", { class: "hit" }, named("span", cut(node.label[other], 160), { class: "name" }),
    h("span", { class: "about" }, [tieWords(list), facts ? count(S.evidence, facts) : ""].filter(Boolean).join(" · "))));
  return h("li", {}, head, body);
}
function aboutPair(a, b) {
  return [h("p", { class: "kind" }, S.tie_between), h("h2", { class: "title pair" }, thing(a), thing(b)), evidenceOf(tiesBetween(a, b).filter(k => tieShown[k]))];
}
function aboutGroup(g) {
  const members = byImportance.filter(i => node.group[i] === g && nodeShown[i]);
  const tally = values => { const counts = new Map(); for (const value of values) counts.set(value, (counts.get(value) || 0) + 1); return [...counts].sort((a, b) => b[1] - a[1]); };
  const words = (list, name) => list.slice(0, 6).map(([value, n]) => `${name(value)} ${number.format(n)}`).join(", ");
  const kinds = tally(members.map(i => node.kind[i])), countries = tally(members.map(i => node.country[i]).filter(c => c >= 0)), sectors = tally(members.flatMap(i => node.sectors[i]));
  return [
    h("p", { class: "kind" }, S.fact_group), named("h2", groupName(g), { class: "title" }), h("p", {}, count(S.group_of, members.length)),
    h("dl", {}, h("dt", {}, S.composition), h("dd", {}, listed(kinds.map(([k, n]) => `${number.format(n)} ${kindWord(k, n)}`))),
      countries.length ? [h("dt", {}, S.legend_countries), h("dd", {}, words(countries, countryName))] : [], sectors.length ? [h("dt", {}, S.fact_sectors), h("dd", {}, words(sectors, s => capital(data.sectors[s])))] : []),
    heading(S.members), ...listWithMore(members, 40, i => h("li", {}, thing(i))),
  ];
}

function overview() {
  const kinds = data.kinds.map((_, k) => [k, node.kind.filter(kind => kind === k).length]);
  const countries = new Set(node.country.filter(c => c >= 0)).size;
  const tiles = [...kinds.map(([k, n]) => [n, kindWord(k, n), kindIcon(k)]), ...(countries ? [[countries, formFor(S.countries, countries), null]] : [])];
  const groups = GROUPS.map((island, g) => [g, node.group.filter(group => group === g).length]).filter(([, n]) => n > 2);
  return [
    h("h2", {}, S.overview),
    N ? h("ul", { class: "tiles" }, tiles.map(([n, word, icon]) => h("li", {}, h("b", {}, number.format(n)), h("span", {}, icon || "", word)))) : h("p", {}, S.empty_hint),
    N ? h("p", { class: "lead" }, T ? fill(evidence.text.length ? S.overview_lead : S.overview_lead_bare, { ties: count(S.ties, T), facts: count(S.facts, evidence.text.length) }) : S.overview_lead_none) : null,
    N ? h("p", { class: "hint" }, S.overview_hint) : null,
    ...(data.notes.length ? [heading(S.notes), ...data.notes.map(note => h("p", { class: "notice", dir: "auto" }, prose(note)))] : []),
    ...(groups.length ? [heading(S.groups), h("p", { class: "hint" }, S.groups_hint), ...listWithMore(groups, 8, ([g, n]) => h("li", {}, button({ class: "group", onclick: () => select({ group: g }, { move: true }) },
      named("span", groupName(g), { class: "name" }), h("span", { class: "count" }, number.format(n)))))] : []),
    ...(T ? [heading(S.most_connected), ...mostConnected()] : []),
    ...(N ? [heading(S.reading), readingList()] : []),
    ...creditsList(),
  ];
}
function mostConnected() {
  const ranked = order(N, i => partners[i], i => strength[i]).filter(i => partners[i]);
  const kinds = data.kinds.map((_, k) => ranked.filter(i => node.kind[i] === k)).filter(list => list.length).slice(0, 5);
  return kinds.map(list => h("ul", { class: "list" }, list.slice(0, kinds.length > 2 ? 3 : 5).map(i => h("li", { class: "ranked" }, thing(i), h("span", { class: "count", title: count(S.tied_to, partners[i]) }, number.format(partners[i]))))));
}
function readingList() {
  const layout = data.layout;
  return h("ul", { class: "plain" }, [S.reading_symbols,
    data.sizeMeaning ? fill(S.reading_size, { meaning: data.sizeMeaning }) : S.reading_size_plain,
    data.weightMeaning ? fill(S.reading_lines_meaning, { meaning: data.weightMeaning }) : S.reading_lines,
    GROUPS.length > 1 ? S.reading_bands : null, S.reading_place,
    fill(S[`layout_${layout.kind}`], { q: number.format(layout.modularity), chance: number.format(layout.chance) })].filter(Boolean).map(text => h("li", {}, text)));
}
function creditsList() {
  if (!data.credits.length) return [];
  return [heading(S.sources), h("ul", { class: "plain credits" }, data.credits.map(credit => h("li", {}, link(credit.url, credit.name) || named("span", credit.name),
    credit.publisher ? `, ${credit.publisher}` : "", named("span", [credit.credit, credit.licence ? fill(S.licence, { licence: credit.licence }) : ""].filter(Boolean).join(" · "), { class: "about line-below" }))))];
}
const creditsLine = () => data.credits.map(credit => credit.credit || [credit.name, credit.publisher, credit.licence].filter(Boolean).join(", ")).join(" · ");

function describeEmptiness() {
  const box = $("empty");
  box.hidden = shownNodes > 0;
  document.body.classList.toggle("bare", N === 0);
  if (!box.hidden) show(box, h("h2", {}, N ? S.empty_filtered : S.empty), N ? button({ onclick: resetFilters }, S.reset) : h("p", {}, S.empty_hint));
}

// ------------------------------------------------------------------------------------------------------------------- the table

const PAGE = 200;
let tableOf = "things", sorted = { things: [5, -1], ties: [4, -1] }, rowsShown = PAGE;
const columns = {
  things: [
    [S.column_name, i => node.label[i], i => thing(i)],
    [S.column_kind, i => kindWord(node.kind[i])],
    [S.column_country, i => countryName(node.country[i])],
    [S.column_sectors, i => sectorNames(i).map(capital).join(", ")],
    [S.column_group, i => (node.group[i] < 0 ? "" : groupName(node.group[i]))],
    [S.column_ties, i => new Set(tiesOf[i].filter(k => tieShown[k]).map(k => otherEnd(k, i))).size],
    [S.column_size, i => node.weight[i], null, data.sizeMeaning],
  ],
  ties: [
    [S.column_from, k => node.label[tie.from[k]], k => thing(tie.from[k])],
    [S.column_tie, k => data.tieKinds[tie.kind[k]].name + (tie.directed[k] ? " →" : "")],
    [S.column_to, k => node.label[tie.to[k]], k => thing(tie.to[k])],
    [S.column_years, k => lasting(k)],
    [S.column_weight, k => tie.weight[k], null, data.weightMeaning],
    [S.column_evidence, k => tie.evidenceCount[k], k => button({ class: "link", onclick: () => select({ pair: [tie.from[k], tie.to[k]] }) }, count(S.evidence, tie.evidenceCount[k]))],
  ],
};
function fillTable() {
  const shown = tableOf === "things" ? nodeShown : tieShown, all = shown.length, parts = columns[tableOf], [by, sign] = sorted[tableOf];
  const keys = new Map(), rows = [];
  for (let i = 0; i < all; i++) if (shown[i]) { rows.push(i); keys.set(i, parts[by][1](i)); }
  const compare = (a, b) => (typeof a === "number" ? a - b : (a === "") - (b === "") || byName(a, b));
  rows.sort((a, b) => sign * compare(keys.get(a), keys.get(b)) || a - b);
  const head = parts.map(([title, , , meaning], c) => h("th", { scope: "col", "aria-sort": c === by ? (sign > 0 ? "ascending" : "descending") : null },
    button({ "data-column": c, title: meaning || null, "aria-label": fill(S.sort_by, { column: title }), onclick: () => {
      const numeric = rows.length > 0 && typeof parts[c][1](rows[0]) === "number";
      sorted[tableOf] = [c, c === by ? -sign : numeric ? -1 : 1];
      rowsShown = PAGE;
      fillTable();
      $("table").querySelector(`[data-column="${c}"]`).focus();
    } }, title, c === by ? (sign > 0 ? " ▲" : " ▼") : "")));
  const row = i => h("tr", {}, parts.map(([, value, render]) => {
    const text = value(i);
    return h("td", { class: typeof text === "number" ? "number" : null, dir: typeof text === "number" ? null : "auto" }, render ? render(i) : typeof text === "number" ? number.format(text) : cut(text, 300));
  }));
  const which = name => button({ "aria-pressed": String(tableOf === name), onclick: () => { tableOf = name; rowsShown = PAGE; fillTable(); } }, S[`table_${name}`]);
  show($("table"),
    h("div", { class: "bar" }, h("span", { class: "switch", role: "group", "aria-label": S.table }, which("things"), which("ties")),
      h("p", { class: "about" }, fill(S.table_caption, { shown: number.format(rows.length), all: number.format(all) }))),
    h("div", { class: "scroll", tabindex: "0" }, h("table", {}, h("caption", { class: "unseen" }, S[`table_${tableOf}`]), h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows.slice(0, rowsShown).map(row))),
      rows.length > rowsShown ? button({ class: "more", onclick: () => { rowsShown += PAGE; fillTable(); } }, fill(S.table_more, { n: number.format(Math.min(PAGE, rows.length - rowsShown)) })) : null));
}
function setView(name) {
  const table = name === "table";
  $("table").hidden = !table;
  $("stage").hidden = table;
  $("show-table").setAttribute("aria-pressed", String(table));
  $("show-map").setAttribute("aria-pressed", String(!table));
  if (table) fillTable(); else network.redraw();
}

// -------------------------------------------------------------------------------------------------------- picture, print, help

/** The current view at twice its size, with title, legend and sources, so that the picture can stand alone. */
function paintPicture() {
  const view = currentView(), ratio = 2, top = 56, legendHeight = 30, colours = PALETTES[theme];
  const sheet = document.createElement("canvas"), ctx = sheet.getContext("2d");
  ctx.font = `11px ${FONT}`;
  const lines = wrapped(ctx, creditsLine(), view.w - 32);
  const bottom = legendHeight + 16 * lines.length + 12;
  sheet.width = view.w * ratio;
  sheet.height = (top + view.h + bottom) * ratio;
  const map = document.createElement("canvas"), paint = map.getContext("2d");
  map.width = view.w * ratio;
  map.height = view.h * ratio;
  paintGround(paint, view, ratio, false);
  paintThings(paint, view, ratio);
  ctx.fillStyle = colours.ground;
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.drawImage(map, 0, top * ratio);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = colours.ink;
  ctx.font = `600 18px ${FONT}`;
  ctx.fillText(cut(data.title, 90), 16, 26);
  ctx.font = `12px ${FONT}`;
  ctx.fillStyle = colours.muted;
  ctx.fillText([cut(data.subtitle, 120), $("status").textContent].filter(Boolean).join(" · "), 16, 46);
  let x = 22;
  const y = top + view.h + 18;
  data.kinds.forEach((kind, k) => {
    if (off.kind.has(k)) return;
    ctx.beginPath();
    trace(ctx, kind.shape, x, y - 4, 5);
    ctx.fillStyle = kind[theme];
    ctx.fill();
    ctx.fillStyle = colours.ink;
    const text = kindTitle(k);
    ctx.fillText(text, x + 10, y);
    x += ctx.measureText(text).width + 34;
  });
  data.tieKinds.forEach((kind, k) => {
    if (off.tie.has(k)) return;
    ctx.beginPath();
    ctx.setLineDash(kind.dash);
    ctx.moveTo(x - 6, y - 4);
    ctx.lineTo(x + 22, y - 4);
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = kind[theme];
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = colours.ink;
    const text = cut(capital(kind.name), 40);
    ctx.fillText(text, x + 28, y);
    x += ctx.measureText(text).width + 52;
  });
  ctx.font = `11px ${FONT}`;
  ctx.fillStyle = colours.muted;
  lines.forEach((line, n) => ctx.fillText(line, 16, y + 22 + 16 * n));
  return sheet;
}
function wrapped(ctx, text, width) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && ctx.measureText(`${line} ${word}`).width > width) { lines.push(line); line = word; } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...lines, line] : lines;
}
function savePicture() {
  const name = `${folded(data.title).replace(/ /g, "-").slice(0, 60) || folded(S.map)}.png`;
  paintPicture().toBlob(blob => {
    const anchor = h("a", { href: URL.createObjectURL(blob), download: name });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
    announce(fill(S.picture_saved, { name }), true);
  }, "image/png");
}
function buildHelp() {
  const list = lines => h("ul", { class: "plain" }, lines.map(line => h("li", {}, line)));
  show($("help"), h("div", { class: "bar" }, h("h2", {}, S.help_title), button({ id: "close-help", onclick: () => $("help").close() }, S.close)),
    N ? readingList() : null, heading(S.help_mouse), list(S.help_mouse_lines), heading(S.help_keys), list(S.help_keys_lines), h("p", {}, S.help_links),
    ...(data.notes.length ? [heading(S.notes), h("ul", { class: "plain" }, data.notes.map(note => h("li", { dir: "auto" }, prose(note))))] : []), ...creditsList(), h("p", { class: "about" }, S.made_with));
}

// ----------------------------------------------------------------------------------------------------------------------- start

function start() {
  setTheme(theme);
  buildFilters();
  buildHelp();
  openNetwork();
  prepareBands();
  countGroups();
  describeEmptiness();
  showDetails();
  sayStatus();
  $("canvas").setAttribute("aria-label", fill(S.canvas_label, { title: data.title, nodes: count(S.things, N), ties: count(S.ties, T) }));
  media.addEventListener("change", event => setTheme(event.matches ? "dark" : "light"));
  $("theme").addEventListener("click", () => setTheme(theme === "dark" ? "light" : "dark"));
  $("fit").addEventListener("click", () => fit());
  $("zoom-in").addEventListener("click", () => zoomBy(1.4));
  $("zoom-out").addEventListener("click", () => zoomBy(1 / 1.4));
  $("picture").addEventListener("click", savePicture);
  $("open-help").addEventListener("click", () => $("help").showModal());
  $("show-map").addEventListener("click", () => setView("map"));
  $("show-table").addEventListener("click", () => setView("table"));
  $("open-filters").addEventListener("click", () => {
    const open = document.body.classList.toggle("filters-open");
    $("open-filters").setAttribute("aria-expanded", String(open));
  });
  $("search").addEventListener("input", showHits);
  $("search").addEventListener("keydown", searchKey);
  $("search").addEventListener("blur", () => setHitsOpen(false));
  $("canvas").addEventListener("keydown", canvasKey);
  document.addEventListener("keydown", event => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) { $("search").focus(); event.preventDefault(); }
  });
  addEventListener("hashchange", recallSelection);
  let before = theme;
  addEventListener("beforeprint", () => { before = theme; setTheme("light"); show($("print"), $("stage").hidden || !currentView().w ? [] : paintPicture()); });
  addEventListener("afterprint", () => { show($("print")); setTheme(before); });
  recallSelection();
  network.once("afterDrawing", () => requestAnimationFrame(() => { document.documentElement.dataset.ready = String(Math.round(performance.now())); }));
  network.redraw();
}

/** For scripts and notebooks that want more of the open map: vis-network's camera and data sets, and the texts behind them. */
window.graphmodelMap = {
  data,
  nodes: items,
  get edges() { return new vis.DataSet(tie.from.map((a, k) => ({ id: k, from: a, to: tie.to[k] }))); },
  get network() { return network; },
  get shown() { return { nodes: shownNodes, ties: shownTies }; },
  select: id => select(placeOf.has(id) ? { node: placeOf.get(id) } : {}, { move: true }),
};
start();

})();
