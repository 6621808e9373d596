// Repairs of the theme's markup that no setting reaches: names, roles and focus for those who do not see or do not point.
addEventListener("DOMContentLoaded", () => {
  const all = (selector, change) => document.querySelectorAll(selector).forEach(change);
  all(".search-button-field", (e) => e.removeAttribute("aria-label"));         // its text is its name
  all(".sidebar-primary-item:has(> .navbar-brand)", (e) => {
    e.setAttribute("role", "region");
    e.setAttribute("aria-label", "Book title");
  });
  all("th.head", (e) => { if (!e.textContent.trim()) { const td = document.createElement("td"); e.replaceWith(td); } });
  all("[role=doc-biblioentry]", (e) => e.setAttribute("role", "listitem"));
  all(".citation [role=doc-backlink]", (e) => e.removeAttribute("role"));
  const reachable = () => all(".pst-scrollable-table-container, .katex-display, div.highlight pre, .cell_output pre", (e) => {
    if (e.scrollWidth > e.clientWidth) e.tabIndex = 0; else e.removeAttribute("tabindex");
  });
  reachable();
  document.fonts.ready.then(reachable);  // formulas are as wide as their fonts, and these come later
  addEventListener("resize", reachable);
});
