"use strict";
// The page of one reading. Elements are marked in the HTML; this file only says which of them are chosen.
// Statements here; names, events and the other parts of the ledger in records.js, maps in map.js.

const { entries, records, map } = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const report = $("report"), text = $("text"), ledger = $("ledger"), cards = $("cards");
const cardOf = entries.map((_, index) => $("card-" + index));
const buttonOf = cardOf.map((card) => card.querySelector("button"));
const ROLE = { s: "on-source", q: "on-cue", c: "on-content" };

// For each entry the elements of its words, each with its role: [[element, "on-content"], ...].
const wordsOf = entries.map(() => []);
const marksAt = new Map();
for (const element of text.querySelectorAll("[data-m]")) {
  const at = [];
  for (const mark of element.dataset.m.split(" ")) {
    const index = parseInt(mark, 10);
    wordsOf[index].push([element, ROLE[mark.at(-1)]]);
    if (!at.includes(index)) at.push(index);
  }
  marksAt.set(element, at);
}
const anchorOf = wordsOf.map((words) => words.map(([element]) => element).find((e) => e.hasAttribute("role")));

let chosen = null;
let lastClicked = null;
let following = false;
let fits = entries.map(() => true);

// The elements that the tab key reaches: one mark, one card.
let tabStops = [];
function setTabStops(index) {
  for (const element of tabStops) element.tabIndex = -1;
  tabStops = entries.length ? [anchorOf[index], buttonOf[index]].filter(Boolean) : [];
  for (const element of tabStops) element.tabIndex = 0;
}

function choose(index, focusIn) {
  if (picked !== null) unpick();
  if (chosen !== null) {
    for (const [element] of wordsOf[chosen]) {
      element.classList.remove("on", "on-source", "on-cue", "on-content");
      element.removeAttribute("aria-current");
    }
    cardOf[chosen].classList.remove("on");
    buttonOf[chosen].removeAttribute("aria-current");
  }
  chosen = index;
  document.body.classList.toggle("choosing", index !== null);
  if (index !== null && focusIn) showPanel("cards");
  if (index === null) {
    lastClicked = null;
    $("announce").textContent = "";
    setHash("");
    return;
  }
  for (const [element, role] of wordsOf[index]) element.classList.add("on", role);
  if (anchorOf[index]) anchorOf[index].setAttribute("aria-current", "true");
  cardOf[index].classList.add("on");
  buttonOf[index].setAttribute("aria-current", "true");
  setTabStops(index);
  const { number, who, stance, id } = entries[index];
  $("announce").textContent = `Statement ${number}: ${who} ${stance}.`;
  setHash(id);
  reveal(wordsOf[index].map(([element]) => element), report);
  following = !cards.hidden && reveal([cardOf[index]], cards);
  if (focusIn === "report" && anchorOf[index]) anchorOf[index].focus({ preventScroll: true });
  if (focusIn === "ledger") buttonOf[index].focus({ preventScroll: true });
}

// An address that leads back to the statement; where the browser forbids it, the page works without.
function setHash(id) {
  try { history.replaceState(null, "", id ? "#" + encodeURIComponent(id) : location.pathname + location.search); }
  catch { /* nothing is lost */ }
}

// Scroll the pane so that the elements show: all of them if they fit, else from the first. Says whether it had to.
function reveal(elements, pane) {
  if (!elements.length) return false;
  const view = pane.getBoundingClientRect();
  const boxes = elements.map((element) => element.getBoundingClientRect());
  const top = Math.min(...boxes.map((box) => box.top)), bottom = Math.max(...boxes.map((box) => box.bottom));
  const margin = Math.min(48, view.height / 8);
  if (top >= view.top + margin && bottom <= view.bottom - margin) return false;
  const room = Math.max(margin, (view.height - (bottom - top)) / 2);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches || Math.abs(top - view.top) > 4 * view.height;
  pane.scrollTo({ top: pane.scrollTop + top - view.top - room, behavior: calm ? "auto" : "smooth" });
  return true;
}

// Where several records share the words, the first click chooses the innermost, the next ones go outwards: what the
// words tell or name, then the statements they lie in.
function chooseAt(element) {
  const here = [...namedAt(element), ...(marksAt.get(element) ?? []).filter((index) => fits[index])];
  if (!here.length) return;
  const again = element === lastClicked ? here.indexOf(picked ?? chosen) + 1 : 0;
  const next = here[again % here.length];
  if (typeof next === "string") pick(next, element);
  else choose(next, "report");
  lastClicked = element;
}

function step(by) {
  const order = entries.map((_, index) => index).filter((index) => fits[index]);
  if (!order.length) return;
  let at = order.indexOf(chosen);
  if (at < 0) at = by > 0 ? 0 : order.length - 1;
  else at = Math.min(order.length - 1, Math.max(0, at + by));
  move(order[at]);
}

function stepOut() {
  const outer = chosen === null ? null : entries[chosen].outer;
  if (outer !== null && fits[outer]) move(outer);
  else step(-1);
}

function move(index) {
  lastClicked = null;
  choose(index, report.contains(document.activeElement) ? "report" : "ledger");
}

const isSelecting = () => !getSelection().isCollapsed;

text.addEventListener("click", (event) => {
  const element = event.target.closest("[data-m], [data-r]");
  if (isSelecting()) return;
  if (element) chooseAt(element);
  else choose(null);
});

// Cards out of sight have only a guessed height: once they are in sight, look again.
cards.addEventListener("scrollend", () => { if (following && chosen !== null) { following = false; reveal([cardOf[chosen]], cards); } });

cards.addEventListener("click", (event) => {
  const card = event.target.closest(".card");
  if (!card || event.target.closest("[data-k]") || (isSelecting() && !event.target.closest("button"))) return;
  lastClicked = null;
  choose(Number(card.dataset.i), "ledger");
});

const KEYS = {
  j: () => step(1), ArrowDown: () => step(1), ArrowRight: () => step(1),
  k: () => step(-1), ArrowLeft: () => step(-1), ArrowUp: stepOut,
  n: () => stepName(1), p: () => stepName(-1),
  "/": () => { showPanel("cards"); $("by-words").focus(); },
  "?": () => $("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  const inField = event.target.closest("input, select");
  if (event.target.role === "tab" && stepTab(event)) return;
  if (event.key === "Escape") {
    hidePeek();
    if (picked !== null) unpick();
    else if (chosen !== null) choose(null);
    else { $("filter").reset(); filter(); }
    if (inField) inField.blur();
    return;
  }
  if (inField) return;
  if ((event.key === "Enter" || event.key === " ") && event.target.matches("[data-m], [data-r]")) {
    event.preventDefault();
    chooseAt(event.target);
  } else if (Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

$("help").addEventListener("click", () => $("keys").showModal());

// Filter: a card that fits shows; an outer one that does not shows faintly while one nested in it fits.
const searched = cardOf.map((card) => card.textContent.toLowerCase());

function filter() {
  const who = $("by-speaker").value, stance = $("by-stance").value, words = $("by-words").value.trim().toLowerCase();
  fits = entries.map((entry, index) =>
    (!who || entry.who === who) && (!stance || entry.stance === stance) && (!words || searched[index].includes(words)));
  const shows = [...fits];
  for (let index = entries.length - 1; index >= 0; index--) {
    if (shows[index] && entries[index].outer !== null) shows[entries[index].outer] = true;
  }
  entries.forEach((_, index) => {
    cardOf[index].parentElement.hidden = !shows[index];
    cardOf[index].classList.toggle("context", !fits[index]);
  });
  for (const [element, at] of marksAt) element.classList.toggle("off", !at.some((index) => fits[index]));
  const count = fits.filter(Boolean).length;
  $("shown").textContent = count === entries.length ? $("shown").dataset.all : `${count} of ${entries.length} statements`;
  filterNarrator(who || stance, words);
  $("none").hidden = count > 0 || entries.length === 0;
  if (chosen !== null && !fits[chosen]) choose(null);
}

$("filter").addEventListener("input", filter);
$("filter").addEventListener("submit", (event) => event.preventDefault());

// Colours: as the system, or as the reader wants. Remembered where the browser lets a file remember.
const THEMES = { auto: ["light", "as the system"], light: ["dark", "light"], dark: ["auto", "dark"] };
let theme = "auto";

function setTheme(to) {
  theme = Object.hasOwn(THEMES, to) ? to : "auto";
  document.documentElement.dataset.theme = theme;
  $("theme").textContent = "◐ " + theme[0].toUpperCase() + theme.slice(1);
  $("theme").setAttribute("aria-label", `Colours: ${THEMES[theme][1]}. Change.`);
  try { localStorage.setItem("according-theme", theme); } catch { /* not remembered */ }
}

$("theme").addEventListener("click", () => setTheme(THEMES[theme][0]));
try { setTheme(localStorage.getItem("according-theme") ?? "auto"); } catch { setTheme("auto"); }

// Called when everything is defined.
function start() {
  if (entries.length) setTabStops(0);
  if (!location.hash) return;
  const here = decodeURIComponent(location.hash.slice(1));
  const index = entries.findIndex((entry) => entry.id === here);
  const key = Object.keys(records).find((key) => records[key].id === here);
  if (index > -1) choose(index);
  else if (key) pick(key);
}
