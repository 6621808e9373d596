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
  const kept = window.dldmKept, { said } = window.dldmQuestions, answers = kept.read("answers");
  const article = document.querySelector(".bd-article") || document.body;
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
  // Folds these elements, which follow one another, under one line.
  function fold(elements) {
    if (!elements.length) return;
    const box = make("details", { class: "question-python" }, make("summary", {}, "The same in Python"));
    elements[0].before(box);
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
      if (!all || link.pathname.includes("/teaching/")) return;
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
      const type = kind === "one" ? "radio" : "checkbox", value = "abcdefgh"[i];
      const input = make("input", { type, name, value, form: form.id, autocomplete: "off" });
      if (row.cells) {
        row.id = `${form.id}-${value}`;
        input.setAttribute("aria-labelledby", row.id);
      }
      home.append(make("label", { class: "question-option" }, input, make("span", {}, ...home.childNodes)));
      return input;
    });
    const group = make("fieldset", {}, make("legend", {}, ...label));
    const list = rows[0].closest(".pst-scrollable-table-container, ul");
    list.before(group);
    group.append(list);
    return {
      group, inputs,
      read: () => inputs.filter((input) => input.checked).map((input) => input.value).join(""),
      write: (text) => inputs.forEach((input) => { input.checked = text.includes(input.value); }),
    };
  }
  function line(form, { label, shape = [], list, name }) {
    const id = `${form.id}-${name}`, [many, each] = shape;
    const note = each ? `${many} rows of ${each} numbers: one row a line, commas between the numbers`
      : many ? `${many} numbers, separated by commas` : list ? "words, separated by commas" : "";
    const input = make(each ? "textarea" : "input", { id, autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
    if (each) input.rows = many;
    const row = make("p", { class: "question-line" }, make("label", { for: id }, label), input);
    if (note) {
      input.setAttribute("aria-describedby", id + "-note");
      row.append(make("small", { id: id + "-note" }, note));
    }
    form.append(row);
    return { inputs: [input], read: () => input.value.trim(), write: (text) => { input.value = text; } };
  }
  // The text of a field as Python would write it; a list or an expression stays as it is.
  function python(text, { kind, shape = [], list }) {
    const held = text.match(/^(?:\w+ *= *)?((?:\[\[|\w+\.values\b).*)$/s);  // a table, or what an explorable holds
    if (held) return held[1].replace(/[−–]/g, "-");
    const quoted = (word) => JSON.stringify(word.replace(/^[\s["'(]+|[\s\]"')]+$/g, ""));
    if (kind !== "numbers") return list ? `[${text.split(",").map(quoted).join(", ")}]` : quoted(text);
    const numbers = text.replace(/[−–]/g, "-");
    if (!shape.length || /^[[a-z_]/i.test(numbers)) return numbers;
    return shape.length > 1 ? `[${numbers.split(/\n+/).map((row) => `[${row}]`).join(", ")}]` : `[${numbers}]`;
  }

  // ------------------------------------------------------------ exercises
  function fieldOf(field, form, box) {
    if (field.kind === "numbers" || field.kind === "words") return line(form, field);
    const list = box.querySelector(".question-options"), title = hidden(": " + box.querySelector(".admonition-title").textContent);
    return options([...(list.tBodies?.[0].rows || list.children)], form, field.kind, [field.label, title], field.name);
  }
  // Puts back what was kept of an answer, and keeps what changes: a text, or a list if there are several fields.
  function keep(id, fields, status) {
    const before = [answers[id] ?? []].flat();
    fields.forEach((field, i) => {
      field.write(before[i] || "");
      field.inputs.forEach((input) => input.addEventListener("input", () => {
        const now = fields.map((one) => one.read());
        kept.save("answers", id, now.join("") ? now.length > 1 ? now : now[0] : undefined);
        show(status, "");
      }));
    });
  }
  const WAITS = "Python is asked. The first time it has to start: what it does stands at the top of the page.";
  // What the form answers at once.  Python, if it lives in this page, takes the event, and is heard below.
  function reply(id, data, texts) {
    if (data.keys) return said(data, id, texts[0]) || `○ not attempted yet: ${data.fields[0].label.toLowerCase()}.`;
    if (data.fields.some(({ kind }, i) => kind !== "some" && !texts[i])) return "○ not attempted yet: fill in every field.";
    const code = data.fields.map((field, i) => `${field.name} = ${python(texts[i], field)}`).join("\n");
    const asked = new CustomEvent("dldm:answer", { detail: { exercise: id, code }, cancelable: true });
    return document.dispatchEvent(asked) ? "To check numbers and code, press “Run this page” at the top first." : WAITS;
  }
  const heard = {};  // what is to be done with the verdict, by exercise
  document.addEventListener("dldm:judged", ({ detail: { exercise, said } }) => heard[exercise]?.(said));
  document.addEventListener("dldm:heard", ({ detail: { is, id } }) => {
    if (!["gave up", "over", "failed"].includes(is)) return;
    document.querySelectorAll(".question-said").forEach((place) => {
      const cell = place.closest(".exercise")?.nextElementSibling.querySelector(".tag_exercise-check");
      if (place.textContent === WAITS && (is !== "gave up" || cell.id === `cell-${id}`)) {
        show(place, "Python could not run this: “The same in Python” below shows what became of it.");
      }
    });
  });
  function build(id, data) {
    const box = document.getElementById("ex-" + id), text = box.querySelector("section");
    const form = make("form", { class: "question", id: "form-" + id }), status = make("p", { class: "question-said", role: "status" });
    const fields = data.fields.map((field) => fieldOf(field, form, box)), read = () => fields.map((field) => field.read());
    form.append(make("button", {}, "Check"), status);
    text.insertBefore(form, text.querySelector(":scope > .dropdown"));
    keep(id, fields, status);
    const again = data.keys && solved.has(id) && said(data, id, read()[0]);
    if (again && again[0] === "✓") show(status, again);
    const say = heard[id] = (message) => {
      show(status, message.trim().replace(/\s+/g, " "));
      if (status.dataset.mark === "✓") { solved.add(id); kept.save("solved", id, 1); mark(); }
    };
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      say(reply(id, data, read()));
    });
    fold([box.nextElementSibling, box.nextElementSibling.nextElementSibling]);
  }
  Object.entries(forms).forEach(([id, data]) => build(id, data));

  // ------------------------------------------------------------ the twelve questions
  // Kept as {now, first, marks, shown}: twelve letters as they stand, "." for none; and those, with their marks, that
  // are compared.  Before the book these are the letters of the first time that a result was shown: later ones know it.
  const right = (marks) => [...marks].filter((mark) => mark === "✓").length;
  function comparison(before, after, topics) {
    const cell = ({ first, marks }, i) => make("td", {}, `${marks[i]} ${first[i].replace(".", "")}`);
    const rows = topics.map((topic, i) => make("tr", {}, make("th", { scope: "row" }, topic), cell(before, i), cell(after, i)));
    const heads = ["Topic", "Before", "After"].map((word) => make("th", { scope: "col" }, word));
    const caption = `Right before the book: ${right(before.marks)} of 12. Right after it: ${right(after.marks)} of 12.`;
    return make("table", { class: "table" }, make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
  }
  // Each question with its options becomes a group of fields, with a line for what its answer hears.
  function group(list, form, i) {
    const text = list.previousElementSibling, made = options([...list.children], form, "one", text.childNodes, `${form.id}-${i + 1}`);
    text.remove();
    made.said = make("p", { class: "question-said" });
    made.group.append(made.said);
    return made;
  }
  function ask({ form: name, topics, items, pages }) {
    const id = "inventory-" + name, cell = document.querySelector(".inventory"), output = cell.querySelector(".cell_output");
    const read = (which) => kept.read("answers", pages[which])["inventory-" + which];
    const form = make("form", { class: "question", id }), status = make("p", { class: "question-said", role: "status" });
    const table = make("div", { class: "inventory-table" });
    const groups = [...output.querySelectorAll("ul")].map((list, i) => group(list, form, i));
    let mine = read(name) || { now: "", first: "", marks: "" };
    const messages = () => [...mine.now].map((letter, i) => said(items[i], `${id}-${i + 1}`, letter) || "○ open");
    const marks = () => messages().map((message) => message[0]).join("");
    function save() {
      mine = { ...mine, now: groups.map((one) => one.read() || ".").join("") };
      if (name === "post" || !(mine.shown || read("post")?.shown)) mine = { ...mine, first: mine.now, marks: marks() };
      kept.save("answers", id, mine);
    }
    function result() {
      messages().forEach((message, i) => show(groups[i].said, message));
      show(status, `${right(marks())} of 12 right. What each answer hears stands below its question.`);
    }
    function compare() {
      const before = name === "pre" ? mine : read("pre"), after = name === "post" ? mine : read("post");
      if (before?.first && after?.shown) table.replaceChildren(comparison(before, after, topics));
    }
    groups.forEach((one, i) => {
      one.write(mine.now[i] || "");
      one.group.addEventListener("input", () => { show(one.said, ""); show(status, ""); save(); });
    });
    form.append(make("button", {}, "Show my result"), status);
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      save();
      mine.shown = 1;
      kept.save("answers", id, mine);
      result();
      compare();
    });
    output.append(form, table);
    if (mine.shown) result();
    compare();
    const others = [...cell.parentElement.children].slice([...cell.parentElement.children].indexOf(cell) + 1);
    fold(others.slice(0, others.findLastIndex((element) => element.matches(".inventory-python")) + 1));
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
