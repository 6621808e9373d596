(() => {
// The look-up by class is for places where a script cannot know which element it stands in.
const here = document.currentScript;
const roots = here ? [here.closest(".dldm-player")] : document.querySelectorAll(".dldm-player");
// The mark is a property, not an attribute: a copy of the markup must start anew.
roots.forEach(root => { if (root && !root.dldm) root.dldm = start(root); });

function start(root) {
  const $ = name => root.querySelector(".dldm-" + name);
  const button = name => root.querySelector(`[data-do=${name}]`);
  const data = JSON.parse($("data").textContent);
  const slider = $("step"), knob = $("setting"), speed = $("speed"), playGlyph = button("play").querySelector("path");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  // A page may hold the same player twice, so every instance has ids of its own.
  window.dldmCount = (window.dldmCount || 0) + 1;
  const id = `${data.id}-${window.dldmCount}-`;
  let row = 0, step = data.start, timer = 0;

  const last = () => data.frames[row].length - 1;
  const clamp = (i, most) => Math.max(0, Math.min(most, i));

  function picture(i, prefix) {
    const runs = data.frames[row][i], lines = [];
    for (let k = 0; k < runs.length; k += 2) lines.push(...data.parts.slice(runs[k], runs[k] + runs[k + 1]));
    return lines.join("\n").replace(/( id="|href="#|url\(#)/g, "$1" + prefix);
  }

  function show(i) {
    step = clamp(i, last());
    $("picture").innerHTML = picture(step, id);
    $("caption").textContent = data.captions[row][step];
    $("count").textContent = `${step + 1} / ${last() + 1}`;
    slider.max = last() + 1;
    slider.value = step + 1;
    slider.setAttribute("aria-valuetext", `step ${step + 1} of ${last() + 1}`);
    // aria-disabled, not disabled: the keyboard focus stays where it is.
    for (const [name, end] of [["first", 0], ["back", 0], ["forward", last()], ["last", last()]])
      button(name).setAttribute("aria-disabled", step === end);
    if (!knob) return;
    knob.max = data.values.length;
    knob.value = row + 1;
    knob.setAttribute("aria-valuetext", data.values[row]);
    $("value").textContent = data.values[row];
  }

  function playing(on) {
    clearTimeout(timer);
    timer = on ? setTimeout(tick, Math.max(1000 / speed.value, calm.matches ? 1500 : 0)) : 0;
    const name = on ? "Pause" : "Play", play = button("play");
    play.setAttribute("aria-label", name);
    play.title = name;
    playGlyph.setAttribute("d", on ? "M4 3v10M12 3v10" : "M4 2v12l9-6z");
    // A screen reader could not keep up with captions that change by themselves.
    $("caption").setAttribute("aria-live", on ? "off" : "polite");
  }

  function tick() {
    show(step + 1);
    playing(step < last() && root.isConnected);
  }

  const go = i => { playing(false); show(i); };
  const choose = r => { row = clamp(r, data.values.length - 1); show(step); };
  const actions = {
    first: () => go(0), back: () => go(step - 1), forward: () => go(step + 1), last: () => go(last()),
    play() { if (!timer && step === last()) show(0); playing(!timer && last() > 0); },
    up: () => choose(row + 1), down: () => choose(row - 1),
  };
  const keys = { Home: "first", ArrowLeft: "back", ArrowRight: "forward", End: "last", " ": "play" };
  if (knob) Object.assign(keys, { ArrowUp: "up", ArrowDown: "down" });

  function key(event) {
    const on = event.target, action = keys[event.key];
    if (!action || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.stopImmediatePropagation();
    // What a focused control does with the key by itself must not happen twice.
    const native = on.matches("select") || (action === "play" ? on.matches("button, summary") : on === knob);
    if (native) return;
    event.preventDefault();
    actions[action]();
  }

  function strip(on) {
    $("strip").replaceChildren();
    const most = Math.min(5, last());
    for (let k = 0; on && k <= most; k++) {
      const i = Math.round(k * last() / (most || 1)), figure = document.createElement("figure");
      figure.innerHTML = `<div class="dldm-picture">${picture(i, id + k + "-")}</div><figcaption></figcaption>`;
      const where = knob ? `${data.setting} = ${data.values[row]}, step` : "Step";
      figure.lastChild.textContent = `${where} ${i + 1}: ${data.captions[row][i]}`;
      $("strip").append(figure);
    }
  }

  for (const name of ["first", "back", "play", "forward", "last"]) button(name).onclick = actions[name];
  slider.oninput = () => go(slider.value - 1);
  if (knob) knob.oninput = () => choose(knob.value - 1);
  $("about").id = id + "about";
  root.setAttribute("aria-describedby", id + "about");
  $("controls").hidden = false;
  playing(false);
  show(step);
  return { key, strip };
}

// One set of listeners a page. JupyterLab would swallow the keys, hence window and the capture phase.
if (window.dldmListens) return;
window.dldmListens = true;
const strips = on => document.querySelectorAll(".dldm-player").forEach(root => root.dldm && root.dldm.strip(on));
addEventListener("keydown", event => {
  const root = event.target.closest && event.target.closest(".dldm-player");
  if (root && root.dldm) root.dldm.key(event);
}, true);
addEventListener("beforeprint", () => strips(true));
addEventListener("afterprint", () => strips(false));
matchMedia("print").addEventListener("change", event => strips(event.matches));
})();
