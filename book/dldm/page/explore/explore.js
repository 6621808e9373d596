// Takes hold of an explorable: builds its controls, asks Python for the new player after each change, and shows it.
// ask(values) promises the player's data, or {error}.
export function takeHold(root, ask) {
  const spec = JSON.parse(root.dataset.spec), player = root.querySelector(".dldm-player");
  const values = Object.fromEntries(Object.entries(spec.controls).map(([name, control]) => [name, structuredClone(control.start)]));
  const said = Object.assign(document.createElement("p"), { className: "dldm-refused" });
  said.setAttribute("role", "status");
  let asking = false, again = false;

  async function change() {
    if (asking) { again = true; return; }
    asking = true;
    const data = await ask(structuredClone(values));
    asking = false;
    said.textContent = data.error || "";
    if (!data.error) {
      spec.place = data.place;
      player.dldm.load(data);
    }
    if (again) { again = false; change(); }
  }

  const bar = document.createElement("div");
  bar.className = "dldm-hold dldm-bar";
  for (const [name, control] of Object.entries(spec.controls)) {
    const words = name.replaceAll("_", " ");
    if (control.kind === "points") points(player, bar, words, control, values[name], spec, change);
    else bar.append(field(words, control, (value) => { values[name] = value; change(); }));
  }
  root.querySelector(".dldm-asleep").replaceWith(bar, said);
}

// A slider or a line of text, with its name.
function field(words, control, set) {
  const label = document.createElement("label"), input = document.createElement("input"), shown = document.createElement("output");
  const slider = control.kind === "slider";
  Object.assign(input, slider ? { type: "range", min: control.low, max: control.high, step: control.step } : { type: "text", maxLength: control.most, autocomplete: "off", autocapitalize: "none", spellcheck: false });
  input.value = control.start;
  shown.textContent = slider ? control.start : "";
  input.addEventListener("input", () => {
    if (slider) shown.textContent = input.value;
    set(slider ? Number(input.value) : input.value);
  });
  label.append(`${words} `, input, shown);
  return label;
}

// Handles over the picture, one a point: dragged by pointer, moved by the arrow keys, removed by Delete.
function points(player, bar, words, control, rows, spec, change) {
  const view = player.querySelector(".dldm-view"), sheet = document.createElement("div");
  sheet.className = "dldm-hold dldm-sheet";
  view.append(sheet);
  const fits = () => { const { scrollWidth, scrollHeight } = view.querySelector(".dldm-picture"); Object.assign(sheet.style, { width: `${scrollWidth}px`, height: `${scrollHeight}px` }); };
  new ResizeObserver(fits).observe(view.querySelector(".dldm-picture"));
  fits();
  const fixed = control.most === control.start.length;
  const kind = control.kinds.length > 1 && !fixed ? chooser(bar, control.kinds) : { value: 0 };

  // Between data and percent of the picture: place is [left, bottom, width, height] of the axes and their limits.
  const percent = ([x, y]) => {
    const [l, b, w, h, x0, x1, y0, y1] = spec.place;
    return [100 * (l + w * (x - x0) / (x1 - x0)), 100 * (1 - b - h * (y - y0) / (y1 - y0))];
  };
  const inside = (value, low, high) => Number(Math.min(high, Math.max(low, value)).toPrecision(4));
  const at = (event) => {
    const box = sheet.getBoundingClientRect(), [l, b, w, h, x0, x1, y0, y1] = spec.place;
    const across = (event.clientX - box.left) / box.width, up = 1 - (event.clientY - box.top) / box.height;
    return [inside(x0 + (across - l) / w * (x1 - x0), x0, x1), inside(y0 + (up - b) / h * (y1 - y0), y0, y1)];
  };
  const place = (handle, row) => {
    const [left, top] = percent(row), name = control.kinds[row[2]];
    Object.assign(handle.style, { left: `${left}%`, top: `${top}%` });
    handle.setAttribute("aria-label", `${words}: ${name ? `${name}, ` : ""}at ${row[0]}, ${row[1]}; the arrow keys move it${fixed ? "" : ", Delete removes it"}`);
  };
  const move = (handle, row, [x, y]) => {
    [row[0], row[1]] = [x, y];
    place(handle, row);
    change();
  };
  const remove = (handle, row) => {
    if (fixed || rows.length < 2) return;
    rows.splice(rows.indexOf(row), 1);
    (handle.nextElementSibling || handle.previousElementSibling).focus();
    handle.remove();
    change();
  };
  const key = (handle, row, event) => {
    const [, , , , x0, x1, y0, y1] = spec.place, step = event.shiftKey ? 10 : 50;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key];
    if (event.key === "Delete" || event.key === "Backspace") remove(handle, row);
    else if (way) move(handle, row, [inside(row[0] + way[0] * (x1 - x0) / step, x0, x1), inside(row[1] + way[1] * (y1 - y0) / step, y0, y1)]);
    else return;
    event.preventDefault();
  };
  const hold = (row) => {
    const handle = Object.assign(document.createElement("button"), { type: "button", className: "dldm-handle" });
    handle.onpointerdown = (event) => { handle.setPointerCapture(event.pointerId); handle.focus(); event.preventDefault(); };
    handle.onpointermove = (event) => { if (handle.hasPointerCapture(event.pointerId)) move(handle, row, at(event)); };
    handle.onkeydown = (event) => key(handle, row, event);
    place(handle, row);
    sheet.append(handle);
    return handle;
  };
  const add = (position) => {
    if (rows.length >= control.most) return;
    const row = control.start[0].length === 3 ? [...position, Number(kind.value)] : position;
    rows.push(row);
    hold(row).focus();
    change();
  };
  rows.forEach(hold);
  if (fixed) return;
  sheet.classList.add("dldm-open");
  sheet.onclick = (event) => { if (event.target === sheet) add(at(event)); };
  const more = Object.assign(document.createElement("button"), { type: "button", textContent: "Add a point" });
  more.onclick = () => { const [, , , , x0, x1, y0, y1] = spec.place; add([(x0 + x1) / 2, (y0 + y1) / 2]); };
  bar.append(more);
}

// Which kind of point a click adds.
function chooser(bar, kinds) {
  const label = document.createElement("label"), choice = document.createElement("select");
  choice.append(...kinds.map((name, value) => new Option(name, value)));
  label.append("a click adds ", choice);
  bar.append(label);
  return choice;
}
