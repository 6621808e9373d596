// A web worker: Python for one page.  What it hears: {do: "start" | "cells" | "run" | "names", …}; what it says is in cells.js.
const say = (message) => self.postMessage(message);
let python, session, packages, base, site, turn = Promise.resolve();

async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} is not there (${answer.status})`);
  return answer;
}

// Fetch files side by side, so that Python then finds them in the browser's cache; tells how many megabytes are there.
async function ahead(urls, what) {
  let came = 0, total = 0;
  const tell = () => say({ is: "loading", what, came, total: Math.max(total, came) });
  await Promise.all(urls.map(async (url) => {
    const answer = await fetched(url);
    total += Number(answer.headers.get("Content-Length")) || 0;
    for (const reader = answer.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) return;
      came += value.length;
      tell();
    }
  }));
}

const archive = async (name) => (await fetched(new URL(name, site))).arrayBuffer();
const unpack = (bytes) => python.unpackArchive(bytes, "zip", { extractDir: "/book" });

// Python, started.  The first start leaves its memory with the browser, and the next ones begin there: a fifth of the time.
// Pyodide refuses a memory that another build of it has left.
async function wake(options) {
  const { loadPyodide, version } = await import(new URL("pyodide.mjs", base));
  const key = new URL(`memory-${version}`, base), shelf = await globalThis.caches?.open("dldm-python").catch(() => null);
  const memory = await shelf?.match(key);
  try {
    if (memory) return await loadPyodide({ ...options, _loadSnapshot: memory.arrayBuffer() });
  } catch {
    await shelf.delete(key);
  }
  await ahead(["pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"].map((name) => new URL(name, base)), "Python");
  const fresh = await loadPyodide({ ...options, _makeSnapshot: Boolean(shelf) });
  if (shelf) shelf.put(key, new Response(fresh.makeMemorySnapshot())).catch(() => {});  // the browser may have no room
  return fresh;
}

async function start({ where, here, interrupt, exercises, states }) {
  [base, site] = [where, here];
  const options = { indexURL: base, env: { HOME: "/home/pyodide", MPLBACKEND: "module://backend" } };
  const [awake, ...archives] = await Promise.all([wake(options), archive("dldm.zip"), archive("python.zip")]);
  python = awake;
  packages = (await (await fetched(new URL("pyodide-lock.json", base))).json()).packages;
  if (interrupt) python.setInterruptBuffer(interrupt);
  archives.forEach(unpack);
  python.runPython("import os, sys; sys.path[:0] = ['/book/python', '/book']; os.chdir('/book')");
  const names = ["mlxtend", ...Object.values(packages).flatMap((entry) => entry.imports)];
  session = python.pyimport("run").Session(say, load, python.toPy(names));
  session.know(JSON.stringify(exercises), JSON.stringify(states));
  say({ is: "ready" });
}

// The packages of these import names, with all that they need.
async function load(names) {
  if (names.includes("mlxtend")) unpack(await archive("peers.zip"));
  const wanted = new Set();
  const add = (key) => {
    const entry = packages[key];
    if (!entry || wanted.has(entry) || python.loadedPackages[entry.name]) return;
    wanted.add(entry);
    entry.depends.forEach(add);
  };
  for (const [key, entry] of Object.entries(packages)) if (entry.imports.some((name) => names.includes(name))) add(key);
  if (!wanted.size) return;
  try {
    await ahead([...wanted].map((entry) => new URL(entry.file_name, base)), names.join(", "));
    await python.loadPackage([...wanted].map((entry) => entry.name), { messageCallback: () => {}, errorCallback: () => {} });
  } finally {
    say({ is: "loaded" });
  }
}

const duties = {
  start,
  cells: ({ cells }) => session.take(JSON.stringify(cells)),
  run: ({ id }) => session.run(id),
  names: ({ before, ask }) => say({ is: "answer", ask, value: session.complete(before).toJs() }),
  explore: ({ id, values, ask }) => say({ is: "answer", ask, value: JSON.parse(session.explore(id, JSON.stringify(values))) }),
};

// One thing at a time, in order.
self.onmessage = ({ data }) => {
  turn = turn.then(() => duties[data.do](data)).catch((error) => say({ is: "failed", during: data.do, why: String(error.message || error) }));
};
