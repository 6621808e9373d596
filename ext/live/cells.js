// The living page: every code cell can be edited and run.  Python itself works in worker.js.
import { clean, makeEditor } from "./editor.js";
import { takeHold } from "./explore.js";

const site = new URL(".", import.meta.url), kept = window.dldmKept, stem = kept.page;
const element = (tag, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children);
  return made;
};
const button = (text, action, title = "") => element("button", { type: "button", textContent: text, title, onclick: action });
// A button that asks once more where something would be lost.
function sure(name, warning, loses, action) {
  const made = button(name, () => {
    const asks = made.textContent === name && loses();
    made.textContent = asks ? warning : name;
    if (asks) setTimeout(() => { made.textContent = name; }, 30_000);
    else action();
  });
  return made;
}
const fetched = async (name) => {
  const answer = await fetch(new URL(name, site));
  if (!answer.ok) throw new Error(`${name} is not there (${answer.status})`);
  return answer;
};
// A short mark of a text, to see whether a cell of the book has changed since the reader edited it.
const mark = (text) => [...text].reduce((sum, letter) => Math.imul(sum, 31) + letter.codePointAt(0) | 0, 7).toString(36);
const several = (count) => `${count} cell${count === 1 ? "" : "s"}`;
const HOLD = "Yours: drag a ringed mark, or choose one with the Tab key and move it with the arrow keys.";
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

// ---------------------------------------------------------------- Python, in its worker

class Python {
  // known: {exercises, states} of the page, which do not change
  constructor(where, known, hear) {
    Object.assign(this, { where, known, hear, busy: false, runs: 0, asked: 0, asks: new Map() });
  }

  start() {
    if (this.worker) return;
    this.interrupt = globalThis.crossOriginIsolated ? new Uint8Array(new SharedArrayBuffer(1)) : null;
    const worker = this.worker = new Worker(new URL("worker.js", site), { type: "module" });
    const hear = (message) => { if (worker === this.worker) this.hear(message); };  // and not one that was ended
    worker.onmessage = ({ data }) => {
      this.ready ||= data.is === "ready";
      if (data.is === "answer") this.reply(data.ask, data.value);
      else hear(data);
    };
    // Pyodide may break while it waits, when a Stop comes into a sleep; a worker that never was ready cannot start.
    worker.onerror = (event) => hear({ is: this.ready ? "broke" : "failed", during: "start", why: event.message || "the worker did not start" });
    this.worker.postMessage({ do: "start", where: this.where, here: site.href, interrupt: this.interrupt, ...this.known });
  }

  ask(message) {
    this.start();
    this.worker.postMessage(message);
  }

  run(cells, id) {
    this.start();
    this.busy = true;
    this.runs += 1;
    if (this.interrupt) this.interrupt[0] = 0;
    this.ask({ do: "cells", cells });
    this.ask({ do: "run", id });
  }

  // A promise of Python's answer, or of what holds if Python is ended before.
  request(message, otherwise) {
    const ask = this.asked++;
    this.ask({ ...message, ask });
    return new Promise((resolve) => this.asks.set(ask, (value) => resolve(value ?? otherwise)));
  }

  reply(ask, value) {
    this.asks.get(ask)?.(value);
    this.asks.delete(ask);
  }

  names(before) { return this.worker && !this.busy ? this.request({ do: "names", before }, []) : Promise.resolve([]); }

  explore(id, values) { return this.request({ do: "explore", id, values }, { error: "Python was stopped: run the cell once more." }); }

  // Ask it to stop; where it does not hear, in a long call for instance, or cannot, end it.
  stop() {
    if (!this.worker) return;
    const { runs } = this, end = () => { if (this.busy && this.runs === runs) this.end(); };
    if (!this.interrupt) return end();
    this.interrupt[0] = 2;
    setTimeout(end, 2000);
  }

  end() {
    this.quit();
    this.hear({ is: "over" });
  }

  quit() {
    this.worker?.terminate();
    [this.worker, this.busy, this.ready] = [null, false, false];
    for (const ask of [...this.asks.keys()]) this.reply(ask);
  }
}

// ---------------------------------------------------------------- one cell

class Cell {
  constructor(box, id, code, page) {
    [this.box, this.id, this.original, this.page, this.text] = [box, id, code, page, code];
    this.input = box.querySelector(".cell_input");
    this.still = this.input.firstElementChild;
    this.status = element("span", { className: "dldm-said" });
    this.status.setAttribute("role", "status");
    this.reset = button("Reset", () => this.toOriginal(), "The book's own code, and what it showed");
    this.reset.hidden = true;
    this.runner = button("Run", () => this.isBusy ? page.stop() : this.run(), "Shift+Enter in the code");
    this.input.append(element("div", { className: "dldm-tools" }, this.runner, this.reset, this.status));
    this.output = box.querySelector(".cell_output");
    this.recorded = this.output ? [...this.output.childNodes] : [];
    this.pictures = [...box.querySelectorAll(".cell_output img")];
    if (!this.output) box.append(this.output = element("div", { className: "cell_output docutils container" }));
    this.recall();
  }

  get code() { return this.editor ? this.editor.code : this.text; }

  set code(text) {
    if (this.editor) this.editor.code = text;
    else {
      this.text = text;
      this.changed(text);
      if (text !== this.original) this.edit();
    }
  }

  // What the reader wrote the last time, and a word if the book's cell is another one now.
  recall() {
    const own = kept.read("cells")[this.id];
    if (!own) return;
    this.text = own.code;
    this.reset.hidden = false;
    if (own.code !== this.original) this.edit();
    if (own.was !== mark(this.original)) this.say("The book's cell has changed since you edited it: yours is shown, Reset shows the new one.");
  }

  edit() {
    if (this.editor) return;
    const place = element("div", { className: "dldm-editor" });
    place.addEventListener("keydown", (event) => event.stopPropagation());  // the theme's own keys, "/" for the search among them
    this.editor = makeEditor(place, { code: this.text, label: `Python code of cell ${this.page.number(this)}`,
      change: (code) => this.changed(code), names: (before) => this.page.python.names(before),
      run: (how) => { this.run(); if (how === "next") this.page.next(this)?.focus(); } });
    this.still.replaceWith(place);
  }

  focus() {
    this.box.closest("details:not([open])")?.setAttribute("open", "");
    this.edit();
    this.editor.focus();
    this.box.scrollIntoView({ block: "nearest" });
  }

  changed(code) {
    this.reset.hidden = code === this.original && !this.live;
    kept.save("cells", this.id, code === this.original ? undefined : { code, was: mark(this.original) });
  }

  get isBusy() { return ["waits", "runs"].includes(this.box.dataset.live); }

  say(text, state = "") {
    this.status.textContent = text;
    this.box.dataset.live = state;
    this.runner.textContent = this.isBusy ? "Stop" : "Run";
  }

  run() { if (!this.isBusy) this.page.run(this); }

  clear() {
    this.live = true;
    this.reset.hidden = false;
    this.output.replaceChildren();
  }

  toOriginal() {
    if (this.isBusy) return;
    this.code = this.original;
    this.live = false;
    this.output.replaceChildren(...this.recorded);
    this.reset.hidden = true;
    this.say("");
  }

  // One piece of what the cell shows.  Text is text, a figure is an image, HTML is cleaned of all that could act.
  show({ kind, data, text }) {
    const last = this.output.lastElementChild;
    if (kind === "stdout" || kind === "stderr") {
      if (last?.dataset.kind === kind) last.textContent += data;
      else this.output.append(this.lines(data, kind));
    } else if (kind === "svg") this.output.append(this.figure(`data:image/svg+xml;base64,${data}`));
    else if (kind === "html") this.output.append(this.page.rich(data));
    else this.output.append(this.lines(data, kind));
  }

  // What the book says of a picture holds for the book's own code only.
  figure(src) {
    const old = this.code === this.original && this.pictures[this.output.querySelectorAll("img").length];
    const picture = element("img", { src, alt: old ? old.alt : "Figure drawn by this cell" });
    const figure = old ? old.closest("figure") : null, caption = figure?.querySelector("figcaption");
    return caption ? element("figure", { id: figure.id }, picture, caption.cloneNode(true)) : picture;
  }

  lines(text, kind) {
    const pre = element("pre", { textContent: text, className: `dldm-${kind}` });
    pre.dataset.kind = kind;
    return pre;
  }
}

// ---------------------------------------------------------------- the page

class Page {
  constructor(bar, { cells, exercises, states }, where) {
    Object.assign(this, { bar, exercises, queue: [], borrows: bar.dataset.of });  // the chapter whose cell another page shows
    this.python = new Python(where, { exercises, states }, (message) => this.hear(message));
    this.cells = new Map();
    for (const [id, code] of Object.entries(cells)) {
      const box = document.getElementById(`cell-${id}`);
      if (box?.querySelector(".cell_input")) this.cells.set(id, new Cell(box, id, code, this));
    }
    this.order = [...this.cells.values()];
    this.hidden = cells;  // with those that the page does not show
    this.furnish();
    this.watch();
  }

  number(cell) { return [...this.cells.keys()].indexOf(cell.id) + 1; }

  next(cell) { return this.order[this.order.indexOf(cell) + 1]; }

  furnish() {
    this.status = this.bar.querySelector("[role=status]");
    this.progress = element("progress", { hidden: true, ariaLabel: "Loading" });
    this.stopper = button("Stop", () => this.stop());
    const runner = button(this.borrows ? "Start again" : "Run all", () => this.order.forEach((cell) => cell.run()));
    this.bar.replaceChildren(runner, this.stopper, ...(this.borrows ? [] : this.whole()), this.progress, this.status);
    kept.listen((message) => { if (message) this.say(message); });
    this.busy(false);
  }

  // What a chapter's page offers for all of its cells.
  whole() {
    const file = element("input", { type: "file", accept: ".ipynb", className: "dldm-file", onchange: () => this.load(file) });
    return [sure("Reset page", "Press again: your changes will be lost", () => this.order.some((cell) => cell.code !== cell.original),
        () => this.order.forEach((cell) => cell.toOriginal())),
      button("Save as a notebook", () => this.download()),
      element("label", { className: "dldm-button" }, "Load a notebook", file)];
  }

  // Editors are made when their cells come near, one at a time.
  watch() {
    const watcher = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) {
        watcher.unobserve(target);
        (window.requestIdleCallback || setTimeout)(() => this.cells.get(target.id.slice(5)).edit());
      }
    }, { rootMargin: "400px" });
    this.order.forEach((cell) => watcher.observe(cell.box));
  }

  say(text) { this.status.textContent = text; }

  busy(is) {
    this.stopper.disabled = !is;
    this.bar.dataset.busy = is;
  }

  // Cells wait here, and Python gets one at a time, with the page as it stands at that moment.
  run(cell) {
    cell.say("waits for Python", "waits");
    if (this.queue.push(cell.id) === 1) this.send();
  }

  send() {
    const codes = Object.fromEntries(Object.entries(this.hidden).map(([id, code]) => [id, this.cells.get(id)?.code ?? code]));
    this.busy(true);
    this.python.run(codes, this.queue[0]);
  }

  stop() {
    this.dismiss(1);
    this.stopping = true;
    this.say("Stopping.");
    this.python.stop();
  }

  // Take back what waits, from this place in the queue on.
  dismiss(from) {
    for (const id of this.queue.splice(from)) this.cells.get(id)?.say("stopped", "error");
  }

  hear(message) {
    const cell = this.cells.get(message.id);
    this.on[message.is].call(this, message, cell);
    document.dispatchEvent(new CustomEvent("dldm:heard", { detail: message }));
  }

  on = {
    loading({ what, came, total }) {
      Object.assign(this.progress, { hidden: false, max: total, value: came });
      this.say(`Loading ${what}: ${megabytes(came)} of ${megabytes(total)} MB, once; then it is in your browser.`);
    },
    loaded() { this.progress.hidden = true; },
    ready() {
      this.progress.hidden = true;
      this.say("Python is ready: Shift+Enter runs a cell; Esc, then Tab leaves it.");
    },
    plan({ first }, cell) {
      this.first = first.length;
      if (first.length) cell?.say(`first ${several(first.length)} that this one needs`, "waits");
    },
    began(message, cell) {
      cell?.clear();
      cell?.say("runs", "runs");
      this.say(cell ? `Cell ${this.number(cell)} runs.` : "A hidden cell runs.");
    },
    output(message, cell) { cell?.show(message); },
    ended({ id, outcome, seconds }, cell) {
      const after = id === this.queue[0] && this.first ? `, after ${several(this.first)} that it needed` : "";
      if (this.stopping && outcome === "error") outcome = "stopped";  // a Stop inside an import comes out as another error
      const ends = { ok: `done in ${seconds.toFixed(1)} s${after}`, stopped: "stopped", error: "ended with an error" };
      cell?.say(ends[outcome], outcome === "ok" ? "ok" : "error");
      if (cell && outcome === "ok") this.judge(cell);
      if (id === this.queue[0]) this.leave(this.borrows && outcome === "ok" ? HOLD : "");
    },
    "gave up"({ id }, cell) {
      if (this.queue[0] !== id) return;
      if (!cell.box.dataset.live.startsWith("e")) cell.say("did not run: a cell that it needs ended with an error", "error");
      this.leave();
    },
    over() {
      this.progress.hidden = true;
      this.dismiss(0);
      this.stopping = false;
      this.busy(false);
      this.say("Stopped, and Python begins anew: what you run next first runs the cells that it needs.");
    },
    // Python begins anew, and what waits runs there; a cell that breaks it a second time is given up.
    broke({ why }) {
      const id = this.queue[0];
      this.python.quit();
      if (!id) return;
      if (this.stopping || this.broken === id) return this.python.end();
      this.broken = id;
      this.say(`Python begins anew: ${why}`);
      this.send();
    },
    failed({ during, why }) {
      if (/KeyboardInterrupt/.test(why) && !this.stopping) return;  // a Stop that came when its cell had just ended
      this.python.end();
      if (during === "start") this.say(`Python could not be loaded: ${why}. Is there a network? The offline edition of the book needs none.`);
      else if (!/KeyboardInterrupt/.test(why)) this.say(`Python broke off, and begins anew with the next cell: ${why}`);
    },
  };

  leave(words = "") {
    this.queue.shift();
    this.python.busy = this.stopping = false;
    if (this.queue.length) return this.send();
    this.busy(false);
    this.say(words);
  }

  // A check that says "correct" is a solved exercise.
  judge(cell) {
    const [exercise] = Object.entries(this.exercises).find(([, [, check]]) => check === cell.id) || [];
    if (!exercise) return;
    const said = cell.output.textContent;
    cell.output.setAttribute("role", "status");
    if (said.includes("✓ correct")) kept.save("solved", exercise, 1);
    document.dispatchEvent(new CustomEvent("dldm:judged", { detail: { exercise, said } }));
  }

  // An answer from a form: it becomes the code of the exercise's own cell, and is checked there.
  answer({ exercise, code }) {
    const [stub, check] = this.exercises[exercise].map((id) => this.cells.get(id));
    stub.code = code;
    stub.run();
    check.run();
  }

  // HTML that a cell shows.  A player is begun by the page's own script from its data.
  rich(html) {
    const box = element("div", { className: "output text_html" });
    const data = new DOMParser().parseFromString(html, "text/html").querySelector("script.dldm-data");
    box.innerHTML = clean(html);
    const root = box.querySelector(".dldm-player");
    if (root && data) {
      root.append(element("script", { type: "application/json", className: "dldm-data", textContent: data.textContent }));
      queueMicrotask(() => dldmPlayer(root, clean));
    }
    const explorable = box.querySelector(".dldm-explore[data-spec]");
    if (explorable && root) setTimeout(() => takeHold(explorable, (values) => this.python.explore(explorable.id, values)));  // once it stands in the page
    return box;
  }

  async download() {
    const notebook = await (await fetched(`../_sources/book/${stem}.ipynb`)).json();
    for (const cell of notebook.cells) {
      const own = this.cells.get(cell.id);
      if (own && own.code !== own.original) Object.assign(cell, { source: own.code, outputs: [], execution_count: null });
    }
    const link = element("a", { href: URL.createObjectURL(new Blob([JSON.stringify(notebook, null, 1)])), download: `${stem}.ipynb` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    this.say(`${stem}.ipynb holds the page with your changes; “Load a notebook” brings them back.`);
  }

  async load(file) {
    let found = 0;
    try {
      for (const { id, source } of JSON.parse(await file.files[0].text()).cells) {
        const own = this.cells.get(id), code = [source].flat().join("");
        if (own && ++found && own.code !== code) own.code = code;
      }
    } catch { found = 0; }
    file.value = "";
    this.say(found ? `${found} cells were read from the notebook.` : `This is no notebook of this page: choose one that “Save as a notebook” made of ${stem}.`);
  }
}

export async function wake(bar) {
  const status = bar.querySelector("[role=status]");
  status.textContent = "The page comes to life.";
  const [data, { python }] = await Promise.all([fetched(`${bar.dataset.of || stem}.json`).then((a) => a.json()),
    fetched("where.json").then((a) => a.json())]);
  const page = new Page(bar, data, new URL(python, site).href);
  page.python.start();
  if (page.borrows) page.order.forEach((cell) => cell.run());
  document.documentElement.dataset.live = "yes";
  return page;
}
