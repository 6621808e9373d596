// Runs one notebook in Pyodide: node in_node.mjs PYODIDE_FOLDER PEER_WHEEL PACKAGE,PACKAGE,... NOTEBOOK
// Writes one line of JSON when all is loaded, and one a code cell (in_pyodide.py).
import { readFileSync, writeSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, peer, packages, notebook] = process.argv.slice(2);
const report = line => writeSync(1, line + "\n");
const noise = text => writeSync(2, text + "\n");

const { loadPyodide } = await import(pathToFileURL(resolve(folder, "pyodide.mjs")));
const pyodide = await loadPyodide({
  indexURL: resolve(folder), stdout: noise, stderr: noise,
  env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1",
         MPLBACKEND: "module://matplotlib_inline.backend_inline" },
});
await pyodide.loadPackage(packages.split(","), { messageCallback: () => {}, errorCallback: noise });
pyodide.unpackArchive(new Uint8Array(readFileSync(resolve(folder, peer))), "wheel",
                      { extractDir: "/lib/python3.12/site-packages" });
pyodide.FS.mkdir("/book");
pyodide.mountNodeFS("/book", resolve(dirname(notebook)));
pyodide.FS.mkdir("/machines");
pyodide.mountNodeFS("/machines", dirname(resolve(process.argv[1])));
pyodide.runPython("import sys; sys.path.append('/machines')");
pyodide.pyimport("in_pyodide").run_notebook("/book/" + basename(notebook), report);
