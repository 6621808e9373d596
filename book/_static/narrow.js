// Pictures on a narrow screen.  Players: panels that stand side by side come one below the other, and letters have ten
// pixels; where they would have to grow by more than a third, the whole picture grows with them and scrolls in its box.
// Figures: those that were drawn wider than the screen keep their letters and scroll.
addEventListener("DOMContentLoaded", () => {
  const LETTER = 10, MOST = 1.35;  // pixels of a letter; how much larger than drawn it may become
  const phone = matchMedia("screen and (max-width: 600px)"), drawn = new WeakMap();  // {picture: its SVG as the player made it}
  const number = (text) => Number.parseFloat(text);
  // The SVG from one place of its width to another, with ids of its own.
  const piece = ([head, wide, high], text, from, to) => text
    .replace(head, `viewBox="${from * wide} 0 ${(to - from) * wide} ${high}"`)
    .replace(/( id="|href="#|url\(#)/g, `$1${Math.round(1000 * from)}-`);
  function stack(picture, room) {
    const text = drawn.get(picture), head = text.match(/viewBox="0 0 (\S+) ([^\s"]+)"/);
    const ends = room < head?.[1] ? [...JSON.parse(picture.dataset.cuts), 1] : [1];
    if (ends.length > 1) picture.innerHTML = ends.map((end, k) => piece(head, text, ends[k - 1] || 0, end)).join("");
    else if (picture.children.length > 1) picture.innerHTML = text;
    const wide = [...picture.children].map((svg) => svg.viewBox.baseVal.width);
    if (ends.length > 1) wide.forEach((points, k) => { picture.children[k].style.maxWidth = `${1.4 * points}px`; });
    return Math.max(...wide);
  }
  // A letter grows about the point to which its word is tied; a formula about its middle.
  function grow(word, times) {
    const { x, y, width, height } = word.getBBox(), tied = word.getAttribute("x");
    const [a, b] = tied ? [number(tied), number(word.getAttribute("y"))] : [x + width / 2, y + height / 2];
    const own = word.dataset.own ??= word.getAttribute("transform") || "";
    word.setAttribute("transform", times > 1 ? `${own} translate(${a} ${b}) scale(${times}) translate(${-a} ${-b})` : own);
  }
  function fit(picture) {
    const room = phone.matches ? picture.parentElement.clientWidth : Infinity, wide = stack(picture, room);
    const words = phone.matches ? [...picture.querySelectorAll("text")] : [];
    const wanted = words.map((word) => LETTER / number((word.querySelector("tspan") || word).style.fontSize) * wide / room);
    const most = Math.max(...wanted), scrolls = most > MOST;
    picture.style.minWidth = scrolls ? `${most * room}px` : "";
    words.forEach((word, i) => grow(word, scrolls ? 1 : wanted[i]));
    picture.firstElementChild.dataset.fitted = "";
  }
  // A picture that the player has just drawn.
  function take(picture) {
    if (picture.firstElementChild?.matches("[data-fitted]")) return;
    drawn.set(picture, picture.innerHTML);
    fit(picture);
  }
  const PICTURE = ".dldm-view > .dldm-picture", all = () => document.querySelectorAll(PICTURE);
  const within = (node) => node.nodeType === Node.ELEMENT_NODE ? [...node.querySelectorAll(PICTURE)] : [];
  const changes = new MutationObserver((list) => {
    const found = list.flatMap(({ target, addedNodes }) => target.matches(PICTURE) ? [target] : [...addedNodes].flatMap(within));
    new Set(found).forEach((picture) => phone.matches ? take(picture) : drawn.delete(picture));
    changes.takeRecords();  // what has just been done here
  });
  function resized() {
    all().forEach((picture) => drawn.has(picture) ? fit(picture) : phone.matches && take(picture));
    changes.takeRecords();
  }
  // A figure's letters have ten points, and 96 pixels to an inch make 13.3 of them.
  document.querySelectorAll(".cell_output figure > img").forEach((figure) => {
    const box = document.createElement("div"), wide = () => figure.style.setProperty("--drawn", `${figure.naturalWidth * .75}px`);
    box.className = "dldm-figure";
    figure.before(box);
    box.append(figure);
    figure.complete ? wide() : figure.addEventListener("load", wide);
  });
  resized();
  changes.observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", resized);
});
