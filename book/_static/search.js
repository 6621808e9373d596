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

// What makes a section the first to show: the question is its heading, begins its text, or is what its code defines.
function isAbout(words, place) {
  const question = words.join(" ");
  return place.heading.replace(/^(exercise: |[\d.]+[a-z]? )/, "") === question ? 30
    : (place.texts.length && plain(place.texts[0]).startsWith(question)) ? 8
      : place.text.includes(`def ${question}(`) || place.text.includes(`class ${question}`) ? 15 : 0;
}

// How much a section has to do with the words; 0 if one of them is missing.
function rank(words, finders, place) {
  let sum = isAbout(words, place);
  for (const finder of finders) {
    const inHeading = worthOf(finder, place.heading), inText = worthOf(finder, place.text);
    if (!inHeading && !inText) return 0;
    const heading = inHeading * 10 * Math.min(1, 24 / place.heading.length + 0.4);
    const often = inText ? Math.min(4, place.text.split(finder[2][0]).length / 3) : 0;
    sum += heading + inText * (1 + often) + worthOf(finder, place.page) * 2;
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
    const found = PLACES.map((place) => [rank(words, finders, place), place]).filter(([worth]) => worth > 0);
    if (found.length) return { found: found.sort((a, b) => b[0] - a[0]).map(([, place]) => place), finders };
  }
  return { found: [], finders: [] };
}

// The sentence that holds most of the words, else the line of code, above all where it defines one.
function sentenceOf(place, finders) {
  const defines = (line) => /^\s*(def|class) /.test(line)
    && finders.some((finder) => worthOf(finder, plain(line.split("(")[0])) === 1);
  const lines = (code) => code.split("\n").map((line) => [line.trim(), defines(line) ? 1.5 : 0.6]);
  const sentences = (text) => (text.match(/.{20,}?(?:[.!?。]["”)]?(?=\s+["“(]?[A-Z\u4e00-\u9fff])|$)|.+/g) || [])
    .map((sentence) => [sentence.trim(), 1]);
  let best = "", most = 0;
  for (const [piece, factor] of place.texts.flatMap((text) => (text.includes("\n") ? lines : sentences)(text))) {
    const worth = factor * finders.reduce((sum, finder) => sum + worthOf(finder, plain(piece)), 0);
    if (worth > most) [best, most] = [piece, worth];
  }
  return best || (place.texts[0] || "").split("\n")[0];
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
