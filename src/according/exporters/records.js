// What the words name or tell: actors, places, times, counts, events, differences. A key is a letter and a number, "a3".

let picked = null;

// For each key the elements of its words and of its cells.
const wordsNaming = {}, cellsOf = {};
for (const element of text.querySelectorAll("[data-r]")) {
  for (const mark of element.dataset.r.split(" ")) {
    const cell = mark.endsWith("+");
    ((cell ? cellsOf : wordsNaming)[cell ? mark.slice(0, -1) : mark] ??= []).push(element);
  }
}
// Words that several marks cut into pieces are one mention where the pieces touch.
const mentionsOf = (key) => (wordsNaming[key] ?? []).filter((element, n, all) => !n || element.previousSibling !== all[n - 1]);
const namedAt = (element) => element.dataset.r && !document.body.classList.contains("unnamed")
  ? element.dataset.r.split(" ").filter((mark) => !mark.endsWith("+")) : [];

function made(tag, className, words) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (words !== undefined) element.textContent = words;
  return element;
}

function button(words, onClick, className) {
  const element = made("button", className, words);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}

// Choosing a record marks all its words, and shows what is known of it.
function pick(key, at, focusWords = true) {
  if (chosen !== null) choose(null);
  if (picked !== null) unpick();
  picked = key;
  const record = records[key];
  document.body.classList.add("choosing");
  for (const element of wordsNaming[key] ?? []) element.classList.add("on", "on-name");
  for (const element of cellsOf[key] ?? []) element.classList.add("on", "on-cell");
  for (const [n, index] of (record.sides ?? []).entries()) {
    for (const [element, role] of wordsOf[index] ?? []) element.classList.add("on", role === "on-content" && n ? "on-other" : role);
  }
  for (const element of document.querySelectorAll(`[data-k="${key}"]`)) {
    element.setAttribute("aria-current", "true");
  }
  const first = at ?? mentionsOf(key)[0] ?? (wordsOf[record.sides?.[0]] ?? [])[0]?.[0];
  if (key[0] !== "d") showDetail(key, at);  // a difference is told in full where it is listed
  if (first) reveal([first], report);
  if (at && focusWords) focusOn(at);
  $("announce").textContent = `${record.kind}: ${record.name}.`;
  if (record.id) setHash(record.id);
}

function unpick() {
  for (const element of text.querySelectorAll(".on")) {
    element.classList.remove("on", "on-name", "on-cell", "on-other", "on-content", "on-source", "on-cue", "here");
  }
  for (const element of document.querySelectorAll("[data-k][aria-current]")) element.removeAttribute("aria-current");
  picked = null;
  document.body.classList.remove("choosing");
  $("detail").hidden = true;
  $("announce").textContent = "";
  setHash("");
}

function focusOn(element) {
  element.tabIndex = -1;
  element.setAttribute("role", "button");
  element.focus({ preventScroll: true });
}

// The words to either side of a mention, as they stand in the report.
function around(element, key) {
  let before = "", after = "", words = element.textContent;
  let left = element.previousSibling, right = element.nextSibling;
  for (; right?.dataset?.r?.split(" ").includes(key); right = right.nextSibling) words += right.textContent;
  for (; left && before.length < 34; left = left.previousSibling) before = left.textContent + before;
  for (; right && after.length < 34; right = right.nextSibling) after += right.textContent;
  return [before.slice(-34).replace(/^\S*\s/, "… "), words, after.slice(0, 34).replace(/\s\S*$/, " …")];
}

function showDetail(key, at) {
  const record = records[key], detail = $("detail");
  const head = made("header", "detail-head");
  head.append(made("span", "kind", record.kind), button("×", unpick, "close"));
  head.lastChild.setAttribute("aria-label", "Close");
  const title = made("h3", "", "");
  title.append(made("bdi", "", record.name));
  detail.replaceChildren(head, title);
  if (record.at && map) detail.append(mapOf(key, 300, 170), made("p", "fine", "Land and borders as drawn by Natural Earth."));
  if (record.rows.length) {
    const list = made("dl", "cells");
    for (const [term, fact] of record.rows) {
      const row = made("div"), value = made("dd");
      value.append(made("bdi", "", fact));
      row.append(made("dt", "", term), value);
      list.append(row);
    }
    detail.append(list);
  }
  if (record.holder !== undefined && record.holder !== null) {
    detail.append(button("Show the statement", () => choose(record.holder, "ledger"), "plain"));
  }
  const mentions = mentionsOf(key);
  if ("apm".includes(key[0]) && mentions.length) {
    detail.append(made("h4", "", mentions.length === 1 ? "1 mention" : `${mentions.length} mentions`));
    const list = made("ol", "mentions");
    for (const element of mentions) {
      const [before, words, after] = around(element, key);
      const row = made("li"), go = button("", () => showMention(element, go));
      go.append(before, made("b", "", words), after);
      row.append(go);
      list.append(row);
      if (element === at) go.setAttribute("aria-current", "true");
    }
    detail.append(list);
  }
  detail.hidden = false;
  detail.scrollTop = 0;
}

function showMention(element, from) {
  for (const other of $("detail").querySelectorAll(".mentions [aria-current]")) other.removeAttribute("aria-current");
  from.setAttribute("aria-current", "true");
  for (const other of text.querySelectorAll(".here")) other.classList.remove("here");
  element.classList.add("here");
  reveal([element], report);
}

// By key: the next words that name or tell something, from where the reader is.
const stops = [...text.querySelectorAll(".r")].filter((element) => {
  const first = namedAt(element)[0], before = element.previousSibling;
  return first && !before?.dataset?.r?.split(" ").includes(first);
});

function stepName(by) {
  if (!stops.length || document.body.classList.contains("unnamed")) return;
  const here = stops.indexOf(document.activeElement);
  let next;
  if (here >= 0) next = here + by;
  else {
    const from = text.contains(document.activeElement) ? document.activeElement : chosen !== null ? anchorOf[chosen] : null;
    const after = from ? stops.findIndex((stop) => from.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
    next = by > 0 ? (after < 0 ? stops.length - 1 : after) : (after < 0 ? stops.length : after) - 1;
  }
  const element = stops[Math.min(stops.length - 1, Math.max(0, next))];
  pick(namedAt(element)[0], element);
  lastClicked = element;
}

// Buttons that stand for records, in cards, lists and differences.
ledger.addEventListener("click", (event) => {
  const target = event.target.closest("[data-k], .side [data-i]");
  if (!target || isSelecting()) return;
  if (target.dataset.k) pick(target.dataset.k, null, false);
  else choose(Number(target.dataset.i));
});

// Words under the pointer are told at once, beside them.
const peek = $("peek");
let waiting = 0;

function hidePeek() {
  clearTimeout(waiting);
  peek.hidden = true;
}

function peekOf(key) {
  const record = records[key], told = made("p"), mentions = mentionsOf(key).length, part = made("section");
  told.append(made("span", "kind", record.kind), " ", made("bdi", "name", record.name));
  part.append(told);
  if (record.at && map) part.append(mapOf(key, 240, 130));
  const facts = record.rows.filter(([term]) => ["Interval", "Number", "Also called", "By the account of"].includes(term));
  for (const [term, fact] of facts) part.append(made("p", "fine", `${term}: ${fact}`));
  if (mentions > 1 && "apm".includes(key[0])) part.append(made("p", "fine", `${mentions} mentions`));
  return part;
}

function showPeek(element) {
  const keys = namedAt(element).slice(0, 3);
  if (!keys.length) return;
  peek.replaceChildren(...keys.map(peekOf));
  peek.hidden = false;
  const words = element.getClientRects()[0], box = peek.getBoundingClientRect();
  const below = words.bottom + 8 + box.height < innerHeight;
  peek.style.left = Math.max(8, Math.min(words.left, innerWidth - box.width - 8)) + "px";
  peek.style.top = (below ? words.bottom + 8 : Math.max(8, words.top - 8 - box.height)) + "px";
}

text.addEventListener("pointerover", (event) => {
  hidePeek();
  const element = event.pointerType !== "touch" && event.target.closest(".r");
  if (element) waiting = setTimeout(showPeek, 160, element);
});
text.addEventListener("pointerleave", hidePeek);
text.addEventListener("click", hidePeek);
report.addEventListener("scroll", hidePeek, { passive: true });

// Tabs: the parts of the ledger.
const tabs = [...document.querySelectorAll("[role=tab]")];

function showPanel(id) {
  for (const tab of tabs) {
    const here = tab.getAttribute("aria-controls") === id;
    tab.setAttribute("aria-selected", String(here));
    tab.tabIndex = here ? 0 : -1;
    $(tab.getAttribute("aria-controls")).hidden = !here;
  }
  $("filter").hidden = id !== "cards";
}

function stepTab(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return false;
  event.preventDefault();
  const next = tabs[(tabs.indexOf(event.target) + by + tabs.length) % tabs.length];
  showPanel(next.getAttribute("aria-controls"));
  next.focus();
  return true;
}

for (const tab of tabs) tab.addEventListener("click", () => showPanel(tab.getAttribute("aria-controls")));
// What a panel lists can be reached with the tab key; cards are reached one at a time.
for (const element of document.querySelectorAll(".panel:not(#cards) button, #narrator button")) element.tabIndex = 0;

// Names and events can be left unmarked, for plain reading.
$("names-marked")?.addEventListener("change", (event) => {
  document.body.classList.toggle("unnamed", !event.target.checked);
  if (picked !== null) unpick();
});

// The narrator's events answer to the words of the filter; a speaker or a stance leaves them out.
function filterNarrator(others, words) {
  const narrator = $("narrator");
  if (!narrator) return;
  const rows = [...narrator.querySelectorAll("li")];
  for (const row of rows) row.hidden = Boolean(words) && !row.textContent.toLowerCase().includes(words);
  narrator.hidden = Boolean(others) || rows.every((row) => row.hidden);
}

start();
