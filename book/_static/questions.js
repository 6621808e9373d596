// Questions: the exercises of a page as forms, from the data that ext/questions.py puts into its head.
// Letters are judged here, without Python: a message is masked by a stream of SHA-256 that begins from its answer.
// (crypto.subtle is missing on pages over plain http.)
window.dldmQuestions = (() => {
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  const roots = (power) => primes.map((p) => p ** power % 1 * 2 ** 32 | 0), K = roots(1 / 3), START = roots(1 / 2).slice(0, 8);
  const turn = (x, n) => x >>> n | x << 32 - n;
  // SHA-256 of a text (FIPS 180-4): eight whole numbers of 32 bits.
  function sha256(text) {
    const bytes = new TextEncoder().encode(text), view = new DataView(new ArrayBuffer((bytes.length + 72 >> 6) * 64));
    [...bytes, 128].forEach((byte, i) => view.setUint8(i, byte));
    view.setUint32(view.byteLength - 4, bytes.length * 8);
    let sum = START;
    for (let at = 0; at < view.byteLength; at += 64) {
      const w = [];
      let [a, b, c, d, e, f, g, h] = sum;
      for (let i = 0; i < 64; i++) {
        const x = w[i - 15], y = w[i - 2];
        w[i] = i < 16 ? view.getInt32(at + 4 * i) : (turn(x, 7) ^ turn(x, 18) ^ x >>> 3) + w[i - 16]
          + (turn(y, 17) ^ turn(y, 19) ^ y >>> 10) + w[i - 7] | 0;
        const s = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + K[i] + w[i];
        const t = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c);
        [h, g, f, e, d, c, b, a] = [g, f, e, d + s | 0, c, b, a, s + t | 0];
      }
      sum = [a, b, c, d, e, f, g, h].map((value, i) => value + sum[i] | 0);
    }
    return sum;
  }
  const hex = (text) => sha256(text).map((n) => (n >>> 0).toString(16).padStart(8, "0")).join("");
  function unmask(seed, masked) {
    let stream;
    const bytes = Uint8Array.from(atob(masked), (letter, i) => {
      if (i % 32 === 0) stream = sha256(`${seed}:${i / 32}`);
      return letter.charCodeAt(0) ^ stream[i % 32 >> 2] >>> 24 - i % 4 * 8;
    });
    return new TextDecoder().decode(bytes).trimEnd();
  }
  // What this answer hears; undefined if it is none of those that the question knows.
  function said({ keys, texts }, id, answer) {
    const key = keys[hex(`dldm:${id}:${answer}`).slice(0, 12)];
    if (!key) return;
    const [number, seed] = unmask(`dldm:${id}:${answer}`, key).split(" ");
    return unmask(seed, texts[+number]);
  }
  return { hex, said };
})();
addEventListener("DOMContentLoaded", () => {
  const { forms, inventory, chapters } = JSON.parse(document.getElementById("dldm-questions").textContent);
  const kept = window.dldmKept, { said } = window.dldmQuestions, article = document.querySelector(".bd-article");
  if (!article) return;
  const answers = kept.read("answers");
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  }
  const hidden = (text) => make("span", { class: "visually-hidden" }, text);
  // A message as the page shows it: `code` and *stress* as elements.
  const styled = (text) => text.split(/(`[^`]+`|\*\w[^*`]*\*)/).map((part, i) =>
    i % 2 ? make(part[0] === "`" ? "code" : "em", {}, part.slice(1, -1)) : part);
  const show = (place, text) => { place.replaceChildren(...styled(text)); place.dataset.mark = text[0] || ""; };
  // Folds these elements under one line.
  function fold(elements) {
    const box = make("details", { class: "question-python" }, make("summary", {}, "The same in Python"));
    if (elements.length) elements[0].before(box);
    box.append(...elements);
  }

  // ------------------------------------------------------------ marks of what is solved
  const solved = new Set(Object.keys(kept.read("solved")));
  function mark() {
    Object.keys(kept.read("solved")).forEach((id) => solved.add(id));
    solved.forEach((id) => {
      const title = document.querySelector(`#ex-${CSS.escape(id)} > .admonition-title:not(.solved)`);
      title?.append(make("span", { class: "solved-mark" }, " ✓", hidden(" solved")));
      title?.classList.add("solved");
    });
    document.querySelectorAll(".bd-links a").forEach((link) => {
      const stem = link.pathname.split("/").pop().replace(/\.html$/, ""), all = chapters[stem];
      if (!all) return;
      const done = Math.min(all, stem === kept.page ? solved.size : Object.keys(kept.read("solved", stem)).length);
      link.querySelector(".solved-count")?.remove();
      link.append(make("span", { class: "solved-count" }, hidden(` (${done} of ${all} exercises solved)`),
        make("span", { "aria-hidden": "true" }, `${done}/${all}`)));
    });
  }
  document.addEventListener("dldm:kept", (e) => { if (e.detail.part === "solved") mark(); });
  addEventListener("storage", mark);

  // ------------------------------------------------------------ fields
  // Each is {read, write}: a text that is kept, "" for nothing.
  function options(rows, form, kind, label, name) {
    const inputs = rows.map((row, i) => {
      const spot = row.cells ? row.cells[0] : row, home = spot.querySelector("p") || spot;
      const input = make("input", { type: kind === "one" ? "radio" : "checkbox", name, value: "abcdefgh"[i], form: form.id, autocomplete: "off" });
      if (row.cells) {
        row.id = `${form.id}-${input.value}`;
        input.setAttribute("aria-labelledby", row.id);
      }
      home.append(make("label", { class: "question-option" }, input, make("span", {}, ...home.childNodes)));
      return input;
    });
    const list = rows[0].closest(".pst-scrollable-table-container, ul"), group = make("fieldset", {}, make("legend", {}, ...label));
    list.before(group);
    group.append(list);
    return {
      group, inputs,
      read: () => inputs.filter((input) => input.checked).map((input) => input.value).join(""),
      write: (text) => inputs.forEach((input) => { input.checked = text.includes(input.value); }),
    };
  }
  function line(form, { label, kind, shape = [], list, name }) {
    const id = `${form.id}-${name}`, [many, each] = shape;
    const note = each ? `${many} rows of ${each} numbers: one row a line, commas between the numbers`
      : many ? `${many} numbers, separated by commas` : kind === "words" && list ? "words, separated by commas" : "";
    const input = make(each ? "textarea" : "input", { id, rows: many, autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
    const row = make("p", { class: "question-line" }, make("label", { for: id }, label), input);
    if (note) {
      input.setAttribute("aria-describedby", id + "-note");
      row.append(make("small", { id: id + "-note" }, note));
    }
    form.append(row);
    return { inputs: [input], read: () => input.value.trim(), write: (text) => { input.value = text; } };
  }
  // The text of a field as Python would write it.
  function python(text, { kind, shape = [], list }) {
    if (kind !== "numbers") {
      const words = text.split(list ? "," : "\n").map((word) => JSON.stringify(word.trim().replace(/^["']|["']$/g, "")));
      return list ? `[${words.join(", ")}]` : words[0];
    }
    const numbers = text.replace(/[−–]/g, "-");
    if (!shape.length || numbers.startsWith("[")) return numbers;
    return shape.length > 1 ? `[${numbers.split(/\n+/).map((row) => `[${row}]`).join(", ")}]` : `[${numbers}]`;
  }

  // ------------------------------------------------------------ exercises
  function build(id, data) {
    const box = document.getElementById("ex-" + id), text = box.querySelector("section"), title = box.querySelector(".admonition-title");
    const form = make("form", { class: "question", id: "form-" + id }), list = box.querySelector(".question-options");
    const status = make("p", { class: "question-said", role: "status" }), closed = data.keys;
    const fields = data.fields.map((field) => field.kind === "numbers" || field.kind === "words" ? line(form, field)
      : options([...(list.tBodies?.[0].rows || list.children)], form, field.kind, [field.label, hidden(": " + title.textContent)], field.name));
    const read = () => fields.map((field) => field.read());
    form.append(make("button", {}, "Check"), status);
    text.insertBefore(form, text.querySelector(":scope > .dropdown"));
    const judge = () => said(data, id, read()[0]);
    const verdict = (message) => {
      show(status, message.trim().replace(/\s+/g, " "));
      if (message.startsWith("✓")) { solved.add(id); kept.save("solved", id, 1); mark(); }
    };
    const before = [answers[id] ?? []].flat();
    fields.forEach((field, i) => {
      field.write(before[i] || "");
      field.inputs.forEach((input) => input.addEventListener("input", () => {
        const now = read();
        kept.save("answers", id, now.join("") ? now.length > 1 ? now : now[0] : undefined);
        show(status, "");
      }));
    });
    if (closed && solved.has(id) && judge()?.startsWith("✓")) show(status, judge());
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      const now = read();
      if (closed) return verdict(judge() || `○ not attempted yet: ${data.fields[0].label.toLowerCase()}.`);
      if (data.fields.some((field, i) => field.kind !== "some" && !now[i])) return verdict("○ not attempted yet: fill in every field.");
      const code = data.fields.map((field, i) => `${field.name} = ${python(now[i], field)}`).join("\n");
      show(status, "");
      // Whoever runs Python in this page takes the event, and says by `say` what the check has printed.
      const asked = new CustomEvent("dldm:answer", { detail: { exercise: id, code, say: verdict }, cancelable: true });
      if (document.dispatchEvent(asked)) show(status, "To check numbers and code, press “Run this page” at the top first.");
    });
    const stub = box.nextElementSibling;
    fold([stub, stub.nextElementSibling]);
  }
  Object.entries(forms).forEach(([id, data]) => build(id, data));

  // ------------------------------------------------------------ the twelve questions
  // Kept as {now, first, marks, shown}: letters as they stand, and those, with their marks, that are compared.
  // Before the book these are the letters of the first time that the result was shown: later ones may know it.
  function ask({ form: name, topics, items, pages }) {
    const id = "inventory-" + name, cell = document.querySelector(".inventory");
    const read = (which) => kept.read("answers", pages[which])["inventory-" + which];
    let mine = read(name) || { now: "", first: "", marks: "" };
    const form = make("form", { class: "question", id: "form-" + id });
    const status = make("p", { class: "question-said", role: "status" }), table = make("div", { class: "inventory-table" });
    const groups = [...cell.querySelectorAll(".cell_output ul")].map((list, i) => {
      const text = list.previousElementSibling, group = options([...list.children], form, "one", text.childNodes, `${id}-${i + 1}`);
      text.remove();
      group.said = make("p", { class: "question-said" });
      group.group.append(group.said);
      return group;
    });
    const hear = (letter, i) => letter === "." ? "○ open" : said(items[i], `${id}-${i + 1}`, letter);
    const messages = () => [...mine.now].map(hear);
    const right = (marks) => [...marks].filter((mark) => mark === "✓").length;
    function compare() {
      const before = read("pre"), after = read("post");
      if (!before || !after?.shown) return;
      const row = (topic, i) => make("tr", {}, make("th", { scope: "row" }, topic),
        ...[before, after].map(({ first, marks }) => make("td", {}, `${marks[i]} ${first[i] === "." ? "–" : first[i]}`)));
      table.replaceChildren(make("table", { class: "table" },
        make("caption", {}, `Right before the book: ${right(before.marks)} of 12. Right after it: ${right(after.marks)} of 12.`),
        make("thead", {}, make("tr", {}, ...["Topic", "Before", "After"].map((word) => make("th", { scope: "col" }, word)))),
        make("tbody", {}, ...topics.map(row))));
    }
    function keep() {
      const now = groups.map((group) => group.read() || ".").join(""), settled = name === "pre" && (mine.shown || read("post")?.shown);
      mine = { ...mine, now };
      if (!settled) mine = { ...mine, first: now, marks: messages().map((message) => message[0]).join("") };
      kept.save("answers", id, mine);
    }
    function result() {
      messages().forEach((message, i) => show(groups[i].said, message));
      const marks = messages().map((message) => message[0]);
      show(status, `${right(marks)} of 12 right. What each answer hears stands below its question.`);
      compare();
    }
    groups.forEach((group, i) => {
      group.write(mine.now[i] || "");
      group.group.addEventListener("input", () => { show(group.said, ""); keep(); });
    });
    form.append(make("button", {}, "Show my result"), status);
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      keep();
      mine.shown = 1;
      kept.save("answers", id, mine);
      result();
    });
    cell.querySelector(".cell_output").append(form, table);
    if (mine.shown) result();
    compare();
    const rest = [];
    for (let next = cell.nextElementSibling; next && !next.matches("section"); next = next.nextElementSibling) rest.push(next);
    fold(rest);
  }
  if (inventory) ask(inventory);

  // ------------------------------------------------------------ the foot of the page
  if (chapters[kept.page]) {
    const button = make("button", { type: "button" }, "Forget my answers and edits"), foot = make("div", { class: "forget" }, button);
    const yes = make("button", { type: "button", "aria-describedby": "forget-what" }, "Forget them");
    const no = make("button", { type: "button", "aria-describedby": "forget-what" }, "Keep them");
    const question = make("p", { id: "forget-what" }, "This deletes what you have written on every page of this book, in this browser.");
    button.addEventListener("click", () => { foot.replaceChildren(question, yes, no); no.focus(); });
    no.addEventListener("click", () => { foot.replaceChildren(button); button.focus(); });
    yes.addEventListener("click", () => { kept.forget(); location.reload(); });
    article.append(foot);
  }
  const notice = make("p", { class: "kept-notice", role: "status" });
  article.append(notice);
  kept.listen((message) => { notice.textContent = message; });
  mark();
});
