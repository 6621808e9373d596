// Makes a loaded page ready for the book on paper; returns its headings and the solutions that it gave away.
({ before, header, roman, solutionsAt }) => {
  const article = document.querySelector("article");
  document.documentElement.classList.add("in-pdf");
  article.querySelectorAll("a[href]").forEach((link) => link.setAttribute("href", link.href));
  const words = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".headerlink, .katex-mathml, .solved-count").forEach((part) => part.remove());
    return copy.textContent.trim().replace(/\s+/g, " ");
  };
  const solutions = !solutionsAt ? [] : [...article.querySelectorAll(".solution")].map((solution) => {
    const link = document.createElement("p");
    link.className = "to-solution";
    link.innerHTML = `<a href="${solutionsAt}#${solution.id}">Solution at the end</a>`;
    solution.replaceWith(link);
    return solution.outerHTML;
  });
  const headings = [...article.querySelectorAll("h1, h2")].map((heading) => ({
    level: +heading.tagName[1], text: words(heading), id: heading.id || heading.closest("section[id]")?.id || "",
  }));
  // The window is as wide as the paper's text: a formula that is wider becomes smaller.
  for (const formula of article.querySelectorAll(".katex-display")) {
    const share = formula.clientWidth / formula.scrollWidth;
    if (share < 1) formula.style.fontSize = 0.98 * share + "em";
  }
  // A place has a name in the PDF if a link of the same page leads to it: each gets one, which nobody sees.
  const names = document.createElement("nav");
  names.hidden = true;
  for (const place of article.querySelectorAll("[id]")) {
    if (!place.closest("svg, .dldm-player, .katex")) names.append(Object.assign(document.createElement("a"), { href: "#" + place.id }));
  }
  article.append(names);
  const style = document.createElement("style"), small = '9pt "Book Serif", serif; color: #555';
  style.textContent = `@media print {
    html { counter-reset: page ${before}; }
    @page { @top-left { content: ${JSON.stringify(header)}; font: italic ${small}; }
            @bottom-center { content: counter(page${roman ? ", lower-roman" : ""}); font: ${small}; } }
    @page :first { @top-left { content: none; } ${roman ? "@bottom-center { content: none; }" : ""} }
  }`;
  document.head.append(style);
  return { headings, solutions };
}
