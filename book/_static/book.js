// Repairs of the theme's markup that no setting reaches: names, roles and focus for those who do not see or do not point.
addEventListener("DOMContentLoaded", () => {
  const all = (selector, change) => document.querySelectorAll(selector).forEach(change);
  all(".search-button-field", (e) => e.removeAttribute("aria-label"));         // its text is its name
  all(".sidebar-primary-item:has(> .navbar-brand)", (e) => {
    e.setAttribute("role", "region");
    e.setAttribute("aria-label", "Book title");
  });
  all("th.head", (e) => { if (!e.textContent.trim()) { const td = document.createElement("td"); e.replaceWith(td); } });
  all(".bd-links .has-children > details > summary", (e) =>
    e.setAttribute("aria-label", `Pages below ${e.parentElement.previousElementSibling.textContent}`));
  all("[role=doc-biblioentry]", (e) => e.setAttribute("role", "listitem"));
  all(".citation [role=doc-backlink]", (e) => e.removeAttribute("role"));
  all(".btn-download-notebook, .btn-download-zip", (e) => { e.download = ""; e.removeAttribute("target"); });
  all(".copybtn", (e) => { e.tabIndex = -1; });  // a page has fifty of them: no stops on the way through it
  // A box that scrolls must take the focus, or the keyboard cannot reach what it hides.  All are measured, then changed.
  const widths = new ResizeObserver((list) => list.map(({ target }) => [target, target.scrollWidth > target.clientWidth])
    .forEach(([e, scrolls]) => { if (scrolls) e.tabIndex = 0; else e.removeAttribute("tabindex"); }));
  const boxes = ".pst-scrollable-table-container, .katex-display, div.highlight pre, .cell_output pre, .dldm-figure";
  const watch = () => all(boxes, (e) => { widths.unobserve(e); widths.observe(e); });
  addEventListener("load", watch);
  document.fonts.ready.then(watch);  // formulas are as wide as their fonts, and these come later
  document.addEventListener("dldm:heard", ({ detail: { is } }) => { if (is === "ended") watch(); });  // a cell has run
});
// Glossary: a link's definition shows at the pointer or the keyboard's focus, stays while the pointer is on it, goes with Esc.
addEventListener("DOMContentLoaded", () => {
  let tip = null, timer = 0;
  const hide = () => { clearTimeout(timer); if (tip) tip.hidden = true; tip = null; };
  const later = (action, wait) => { clearTimeout(timer); timer = setTimeout(action, wait); };
  const show = (link) => {
    hide();
    tip = document.getElementById(link.getAttribute("aria-describedby"));
    tip.hidden = false;
    const line = link.getClientRects()[0], box = tip.getBoundingClientRect(), width = document.documentElement.clientWidth;
    const home = tip.offsetParent.getBoundingClientRect();
    const above = line.top - box.height - 4, below = link.getClientRects()[link.getClientRects().length - 1].bottom + 4;
    tip.style.left = Math.max(8, Math.min(line.left, width - box.width - 8)) - home.left + "px";
    tip.style.top = (below + box.height > innerHeight && above > 0 ? above : below) - home.top + "px";
  };
  document.querySelectorAll(".glossary-link").forEach((link) => {
    link.addEventListener("pointerenter", (e) => { if (e.pointerType !== "touch") later(() => show(link), 150); });
    link.addEventListener("pointerleave", () => later(hide, 300));
    link.addEventListener("focus", () => { if (link.matches(":focus-visible")) show(link); });
    link.addEventListener("blur", hide);
  });
  document.querySelectorAll(".glossary-tip").forEach((box) => {
    box.addEventListener("pointerenter", () => clearTimeout(timer));
    box.addEventListener("pointerleave", () => later(hide, 300));
  });
  addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });
});
// Ledger: each row bears its verdict, and the reader chooses which verdicts to see.
addEventListener("DOMContentLoaded", () => {
  const rows = [...document.querySelectorAll(".ledger:not(.ledger-algorithms) tbody tr")];
  if (!rows.length) return;
  rows.forEach((row) => { row.dataset.verdict = row.cells[2].textContent.trim(); });
  const count = (verdict) => rows.filter((row) => verdict === "all" || row.dataset.verdict === verdict).length;
  const choice = document.createElement("fieldset");
  choice.className = "ledger-choice";
  choice.innerHTML = "<legend>Show the rows that are</legend>" + ["all", "holds", "refined", "corrected"].map((verdict, i) =>
    `<label data-verdict="${verdict}"><input type="radio" name="verdict" value="${verdict}"${i ? "" : " checked"}> `
    + `${verdict === "all" ? "of any verdict" : verdict} (${count(verdict)})</label>`).join("") + '<span role="status"></span>';
  choice.addEventListener("change", (e) => {
    rows.forEach((row) => { row.hidden = e.target.value !== "all" && row.dataset.verdict !== e.target.value; });
    document.querySelectorAll(".ledger:not(.ledger-algorithms)").forEach((table) => {
      table.classList.toggle("ledger-empty", !table.querySelector("tbody tr:not([hidden])"));
    });
    choice.lastChild.textContent = `${count(e.target.value)} of ${rows.length} rows are shown`;
  });
  rows[0].closest("section").before(choice);
});
// On paper a page is light, whatever the screen is.
(() => {
  const root = document.documentElement;
  let theme = null;
  addEventListener("beforeprint", () => { theme ??= root.dataset.theme; root.dataset.theme = "light"; });
  addEventListener("afterprint", () => { root.dataset.theme = theme ?? "light"; theme = null; });
})();
// Lecture view: its button, and `?lecture`; the script comes when it is asked for.
(() => {
  const source = document.currentScript.src.replace("book.js", "lecture.js");
  function lecture(slide) {
    if (window.dldmLecture) return window.dldmLecture(slide);
    document.head.append(Object.assign(document.createElement("script"), { src: source, onload: () => window.dldmLecture(slide) }));
  }
  addEventListener("DOMContentLoaded", () => {
    const home = document.querySelector(".article-header-buttons"), asked = new URLSearchParams(location.search).get("lecture");
    if (!home || !document.querySelector(".bd-article section > .cell")) return;
    const start = document.createElement("button");
    Object.assign(start, { type: "button", className: "btn btn-sm lecture-start", title: "Lecture view", onclick: () => lecture(1) });
    start.setAttribute("aria-label", start.title);
    start.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M2 4h20M4 4v11h16V4M12 15v3m-4 3 4-3 4 3"/></svg>';
    home.prepend(start);
    // Pictures must have their size before slides are cut.
    if (asked !== null) addEventListener("load", () => lecture(Number(asked || 1)));
  });
})();
