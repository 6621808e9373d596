// Lecture view: a page as slides, from its sections; book.js loads it when it is asked for, Esc ends it.
// What is looked at or asked stands large on a slide; its prose is fetched by "Text"; listings stay away.
window.dldmLecture = (() => {
  const article = document.querySelector(".bd-article");
  const LARGE = ".math, .book-question, .book-opening, .book-predict, .exercise, .admonition:not(.solution), .pst-scrollable-table-container, "
    + ":is(.book-question, .book-opening) ~ ol, .cell:has(figure, .dldm-player, .dldm-explore, .cell_output table)";
  const root = document.documentElement;
  let slides = [], at = 0, bar;

  // The pieces of the page in order: what stands directly in a section, but for what is part of an exercise.
  const pieces = () => [...article.querySelectorAll("section > :not(section, span)")]
    .filter((piece) => !piece.parentElement.closest(".exercise, .admonition"));
  // Slides: {head: heading, shown: pieces, text: pieces}; a new one at each heading, and where the window is full.
  function cut() {
    const made = [], room = innerHeight - bar.offsetHeight, seen = pieces().filter((piece) => piece.offsetHeight);
    const tops = [...seen, bar].map((piece) => piece.getBoundingClientRect().top);
    // From its top to the top of the next piece, so that the space between them counts.
    const heights = new Map(seen.map((piece, i) => [piece, tops[i + 1] - tops[i]]));
    let head, left;
    const begin = () => { made.push({ head, shown: [], text: [] }); left = room - heights.get(head); };
    for (const piece of seen) {
      if (/^H[1-6]$/.test(piece.tagName)) {
        head = piece;
        begin();
        continue;
      }
      const large = piece.matches(LARGE), high = heights.get(piece);
      if (large && high > left && made.at(-1).shown.length) begin();
      made.at(-1)[large ? "shown" : "text"].push(piece);
      if (large) left -= high;
    }
    return made;
  }
  function show(number) {
    at = Math.max(0, Math.min(slides.length - 1, number));
    const { head, shown, text } = slides[at], prose = root.classList.contains("lecture-text") || !shown.length;
    const now = new Set([head, ...shown, ...(prose ? text : [])]);
    pieces().forEach((piece) => piece.classList.toggle("lecture-off", !now.has(piece)));
    bar.querySelector("output").textContent = `${at + 1} of ${slides.length}`;
    scrollTo(0, 0);
    history.replaceState(null, "", `?lecture=${at + 1}`);
  }
  // In a window of another size other slides begin; what stands first on this one stays in view.
  function recut() {
    const { head, shown: [first = head] } = slides[at];
    pieces().forEach((piece) => piece.classList.remove("lecture-off"));
    slides = cut();
    show(slides.findIndex((slide) => [slide.head, ...slide.shown].includes(first)));
  }
  const keys = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity };
  function key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") return leave();
    // Players, fields and buttons have these keys for themselves.
    if (!(event.key in keys) || event.target.closest("button, input, select, textarea, summary, a, .dldm-player, .cm-content")) return;
    event.preventDefault();
    show(at + keys[event.key]);
  }
  const button = (words, action) => Object.assign(document.createElement("button"), { type: "button", textContent: words, onclick: action });
  function toggleText() {
    const on = root.classList.toggle("lecture-text");
    this.setAttribute("aria-pressed", on);
    show(at);
  }
  // Begin with the slide of this number, counted from 1.
  function enter(number) {
    if (bar?.isConnected) return;
    const text = button("Text", toggleText);
    text.setAttribute("aria-pressed", false);
    bar = document.createElement("div");
    bar.className = "lecture-bar";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "Slides");
    const title = document.createElement("h1");
    title.textContent = document.title.split(" — ")[0];
    bar.append(title, button("Previous", () => show(at - 1)), document.createElement("output"), button("Next", () => show(at + 1)),
      text, button("Leave", leave));
    document.body.append(bar);
    root.classList.add("lecture");
    addEventListener("keydown", key);
    addEventListener("resize", recut);
    slides = cut();
    show(number - 1);
  }
  function leave() {
    removeEventListener("keydown", key);
    removeEventListener("resize", recut);
    root.classList.remove("lecture", "lecture-text");
    pieces().forEach((piece) => piece.classList.remove("lecture-off"));
    bar.remove();
    history.replaceState(null, "", location.pathname);
    slides[at].head.scrollIntoView();
  }
  return enter;
})();
