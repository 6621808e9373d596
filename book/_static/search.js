// The search page: of every section that holds all words of the question, its heading, a link to it, and the sentence.
const plain = (text) => text.toLowerCase().replace(/[\u2010-\u2013\u2212]/g, "-").replace(/[\u2018\u2019]/g, "'");
const literally = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const MOST = 40;  // sections that are shown

function wordsOf(question) {
  return plain(question).split(/[\s"“”,;]+/).filter(Boolean);
}

// A word is found as it stands, as the beginning of a longer one, or within one; the first counts most.
function finderOf(word, end = "") {
  const found = literally(word) + end;
  return [["\\b|(?=[^\\x00-\\x7f])", "(?![\\w])", 1], ["\\b|(?=[^\\x00-\\x7f])", "", 0.5], ["", "", 0.2]]
    .map(([before, after, worth]) => [new RegExp(`(?:${before})${found}${after}`), worth]);
}

function worthOf(finder, text) {
  for (const [pattern, worth] of finder) if (pattern.test(text)) return worth;
  return 0;
}

// How much a section has to do with the words; 0 if one of them is missing.
function rank(finders, page, place) {
  let sum = 0;
  for (const finder of finders) {
    const inHeading = worthOf(finder, place.heading), inText = worthOf(finder, place.text);
    if (!inHeading && !inText) return 0;
    const heading = inHeading * 10 * Math.min(1, 24 / place.heading.length + 0.4);
    const often = inText ? Math.min(4, place.text.split(finder[2][0]).length / 3) : 0;
    sum += heading + inText * (1 + often) + worthOf(finder, page) * 2;
  }
  return sum;
}

const PLACES = BOOK.flatMap(([address, title, places]) => places.map(([id, heading, ...texts], number) => ({
  address: `${address}#${id}`, title, name: heading, texts, whole: number === 0,
  page: plain(title), heading: plain(heading), text: plain(texts.join("\n")),
})));

function search(question) {
  const words = wordsOf(question);
  if (!words.length) return { found: [], finders: [] };
  const stem = (word) => (/^[a-z]{5,}$/.test(word) ? word.replace(/(ing|ed|es|s)$/, "") : word);
  for (const form of [(word) => word, stem]) {  // first as they stand, then without their endings
    const finders = words.map((word) => finderOf(form(word)));
    const found = PLACES.map((place) => [rank(finders, place.page, place), place]).filter(([worth]) => worth > 0);
    if (found.length) return { found: found.sort((a, b) => b[0] - a[0]).map(([, place]) => place), finders };
  }
  return { found: [], finders: [] };
}

// The sentence, or the line of code, that holds most of the words.
function sentenceOf(place, finders) {
  const pieces = place.texts.flatMap((text) => (text.includes("\n") ? text.split("\n")
    : text.match(/.+?(?:[.!?。]["”)]?(?=\s+["“(]?[A-Z\u4e00-\u9fff])|$)/g) || [text]));
  const worth = (piece) => finders.reduce((sum, finder) => sum + worthOf(finder, plain(piece)), 0);
  let best = "", most = -1;
  for (const piece of pieces) if (worth(piece) > most) [best, most] = [piece.trim(), worth(piece)];
  return best;
}

// The text as nodes, with the words marked; a long one is cut around the first.
function marked(text, finders) {
  const pattern = new RegExp(finders.map(([, , [within]]) => within.source).join("|"), "g");
  const first = plain(text).search(pattern), start = first > 160 ? text.lastIndexOf(" ", first - 80) + 1 : 0;
  const cut = (start ? "… " : "") + text.slice(start, start + 320) + (text.length > start + 320 ? " …" : "");
  const nodes = [];
  let end = 0;
  for (const hit of plain(cut).matchAll(pattern)) {
    const mark = document.createElement("mark");
    mark.textContent = cut.slice(hit.index, hit.index + hit[0].length);
    nodes.push(cut.slice(end, hit.index), mark);
    end = hit.index + hit[0].length;
  }
  return [...nodes, cut.slice(end)];
}

function element(tag, content, attributes = {}) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...content);
  return made;
}

function entry(place, finders) {
  const link = element("a", marked(place.name, finders), { href: place.address });
  const parts = [link, element("p", [place.whole ? "the page's beginning" : place.title], { className: "book-where" })];
  const sentence = sentenceOf(place, finders);
  if (sentence) parts.push(element("p", marked(sentence, finders)));
  return element("li", parts);
}

const field = document.querySelector(".book-search input"), list = document.querySelector(".book-search ol");

function answer() {
  const { found, finders } = search(field.value), shown = found.slice(0, MOST);
  const sections = found.length === 1 ? "1 section" : `${found.length} sections`;
  document.querySelector(".book-search [role=status]").textContent = !field.value.trim() ? ""
    : !found.length ? `Nothing in the book holds “${field.value.trim()}”. Try fewer words, or another form of the word.`
      : sections + (found.length > MOST ? `, the best ${MOST} of them:` : ":");
  list.replaceChildren(...shown.map((place) => entry(place, finders)));
}

field.value = new URLSearchParams(location.search).get("q") || "";
field.addEventListener("input", () => {
  history.replaceState(null, "", field.value ? "?q=" + encodeURIComponent(field.value) : location.pathname);
  answer();
});
field.form.addEventListener("submit", (event) => { event.preventDefault(); list.querySelector("a")?.focus(); });
answer();
field.focus();
