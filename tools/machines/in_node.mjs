// Runs one notebook in Pyodide: node in_node.mjs PYODIDE_FOLDER PEERS_ZIP PACKAGE,PACKAGE,... NOTEBOOK
// Writes one line of JSON when all is loaded, and one a code cell (in_pyodide.py).
import { readFileSync, writeSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, peers, packages, notebook] = process.argv.slice(2);
const here = dirname(resolve(process.argv[1]));
const report = line => writeSync(1, line + "\n");
const noise = text => writeSync(2, text + "\n");

const { loadPyodide } = await import(pathToFileURL(resolve(folder, "pyodide.mjs")));
const pyodide = await loadPyodide({
  indexURL: resolve(folder), stdout: noise, stderr: noise,
  env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1", MPLBACKEND: "module://backend" },
});
await pyodide.loadPackage(packages.split(","), { messageCallback: () => {}, errorCallback: noise });
pyodide.unpackArchive(new Uint8Array(readFileSync(resolve(peers))), "zip", { extractDir: "/lib/python3.12/site-packages" });
for (const [name, place] of Object.entries({ "/book": dirname(resolve(notebook)), "/machines": here, "/live": resolve(here, "../../ext/live") })) {
  pyodide.FS.mkdir(name);
  pyodide.mountNodeFS(name, place);
}
pyodide.runPython("import sys; sys.path[:0] = ['/book', '/machines', '/live']");
await pyodide.pyimport("in_pyodide").run_notebook("/book/" + basename(notebook), report);
