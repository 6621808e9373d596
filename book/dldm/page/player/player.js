// Makes players step. In a notebook each brings this script; a page of the book has it once, for all of its players.
(() => {
const scrolls = view => view.scrollWidth > view.clientWidth;
// A box that scrolls must take the focus, or the keyboard cannot reach what it hides.
const sizes = new ResizeObserver(list => list.forEach(({ target }) =>
  scrolls(target) ? target.tabIndex = 0 : target.removeAttribute("tabindex")));

// The player of this element, begun once. Where a reader's own code made the pictures, the page hands in what cleans them.
function start(root, clean = text => text) {
// The mark is a property, not an attribute: a copy of the markup must start anew.
if (root.dldm) return root.dldm;

const find = name => root.querySelector(".dldm-" + name);
const button = name => root.querySelector(`[data-do=${name}]`);
let data = JSON.parse(find("data").textContent);
const view = find("view"), slider = find("step"), knob = find("knob"), caption = find("caption"), strip = find("strip");
// A page may hold the same player twice, so every instance has ids of its own.
const id = data.id + "-" + (window.dldmCount = (window.dldmCount || 0) + 1) + "-";
let row = 0, step = data.start, timer = 0;
const last = () => data.frames[row].length - 1;
const clamp = (i, most) => Math.max(0, Math.min(most, i));

function picture(i, prefix) {
  const runs = data.frames[row][i], lines = [];
  for (let k = 0; k < runs.length; k += 2) lines.push(...data.parts.slice(runs[k], runs[k] + runs[k + 1]));
  return clean(lines.join("\n").replace(/( id="|href="#|url\(#)/g, "$1" + prefix));
}

function setSlider(input, i, most, words) {
  input.max = most + 1;
  input.value = i + 1;
  input.setAttribute("aria-valuetext", words);
}

function show(i) {
  step = clamp(i, last());
  find("picture").innerHTML = picture(step, id);
  caption.textContent = data.captions[row][step];
  find("count").textContent = `${step + 1} / ${last() + 1}`;
  // One picture needs no buttons.
  find("controls").hidden = !knob && !last();
  setSlider(slider, step, last(), `step ${step + 1} of ${last() + 1}`);
  // aria-disabled, not disabled: the keyboard focus stays where it is.
  for (const [name, end] of Object.entries({ first: 0, back: 0, forward: last(), last: last() }))
    button(name).setAttribute("aria-disabled", step === end);
  if (knob) setSlider(knob, row, data.values.length - 1, find("value").textContent = data.values[row]);
}

function playing(on) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches, play = button("play");
  clearTimeout(timer);
  timer = on ? setTimeout(tick, Math.max(1000 / find("speed").value, calm ? 1500 : 0)) : 0;
  play.title = on ? "Pause" : "Play";
  play.setAttribute("aria-label", play.title);
  play.querySelector("path").setAttribute("d", on ? "M4 3v10M12 3v10" : "M4 2v12l9-6z");
  // A screen reader could not keep up with captions that change by themselves.
  caption.setAttribute("aria-live", on ? "off" : "polite");
}

function tick() {
  show(step + 1);
  playing(step < last() && root.isConnected);
}

const go = i => { playing(false); show(i); };
const choose = i => { row = clamp(i, data.values.length - 1); show(step); };
const actions = {
  first: () => go(0), back: () => go(step - 1), forward: () => go(step + 1), last: () => go(last()),
  play() { if (!timer && step === last()) show(0); playing(!timer && last() > 0); },
  up: () => choose(row + 1), down: () => choose(row - 1),
};
const keys = { Home: "first", ArrowLeft: "back", ArrowRight: "forward", End: "last", " ": "play" };
if (knob) Object.assign(keys, { ArrowUp: "up", ArrowDown: "down" });

function key(event) {
  const target = event.target, action = keys[event.key];
  // The handles and fields of an explorable have keys of their own.
  if (target.closest(".dldm-hold")) return;
  // In a box that scrolls, the arrows move the picture.
  if (target === view && scrolls(view) && event.key.startsWith("Arrow")) return;
  if (!action || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  event.stopImmediatePropagation();
  // What a focused control does with the key by itself must not happen twice.
  if (target.matches(action === "play" ? "button, summary, select" : "select, .dldm-knob")) return;
  event.preventDefault();
  actions[action]();
}

// On paper: up to six pictures from the first to the last.
function print(on) {
  strip.replaceChildren();
  const most = Math.min(5, last());
  for (let k = 0; on && k <= most; k++) {
    const i = Math.round(k * last() / (most || 1)), figure = document.createElement("figure");
    figure.innerHTML = `<div class="dldm-picture">${picture(i, id + k + "-")}</div><figcaption></figcaption>`;
    const where = knob ? `${data.setting} ${data.values[row]}, step` : "Step";
    figure.lastChild.textContent = `${where} ${i + 1}: ${data.captions[row][i]}`;
    strip.append(figure);
  }
}

root.querySelectorAll("[data-do]").forEach(b => { b.onclick = actions[b.dataset.do]; });
slider.oninput = () => go(slider.value - 1);
if (knob) knob.oninput = () => choose(knob.value - 1);
find("about").id = id + "about";
root.setAttribute("aria-describedby", id + "about");
// Other steps in the place of these: what an explorable shows after a change.
// Who looks at the last step goes on looking at the last.
function load(next) {
  const ended = step === last();
  data = next;
  row = clamp(row, data.frames.length - 1);
  find("room").textContent = data.captions.flat().reduce((a, b) => a.length < b.length ? b : a);
  go(ended ? last() : step);
}
root.dldm = { key, print, load };
go(step);
sizes.observe(view);
return root.dldm;
}

const all = () => document.querySelectorAll(".dldm-player");
const own = document.currentScript.closest(".dldm-player");
if (own) start(own);
// What is far from the screen waits until it comes near.
else addEventListener("DOMContentLoaded", () => {
  const near = new IntersectionObserver(seen => seen.forEach(one => one.isIntersecting && start(one.target)), { rootMargin: "800px" });
  all().forEach(root => {
    sizes.observe(root.querySelector(".dldm-view"));
    near.observe(root);
  });
});

// One set of listeners a page. JupyterLab would swallow the keys, hence window and the capture phase.
if (window.dldmPlayer) return;
window.dldmPlayer = start;
const printAll = on => all().forEach(root => start(root).print(on));
addEventListener("keydown", event => {
  const root = event.target.closest?.(".dldm-player");
  if (root) start(root).key(event);
}, true);
addEventListener("beforeprint", () => printAll(true));
addEventListener("afterprint", () => printAll(false));
matchMedia("print").addEventListener("change", event => printAll(event.matches));
})();
