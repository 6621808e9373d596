"""Runs a page's cells in the browser's Python: first those that the cell needs, then the cell; sends what they show."""
import ast
import base64
import contextlib
import importlib.util
import io
import json
import linecache
import shutil
import sys
import sysconfig
import time
import traceback
import types
import warnings
from pathlib import Path

import needs

FONTS = Path(__file__).with_name("fontlist.json")
FILE = "<cell {}>"  # as a traceback names the code of a cell
MOST = 200_000  # characters that one cell may print
ELSEWHERE = {"statsmodels", "dask", "distributed"}  # not everywhere to be had in a page


class Screen(io.TextIOBase):
    """A stream of the cell that runs: sends its text in pieces, and no more than MOST characters."""

    def __init__(self, send, stream):
        self.send, self.stream, self.parts, self.size, self.sent = send, stream, [], 0, time.monotonic()

    def writable(self):
        return True

    def write(self, text):
        if self.size < MOST:
            self.parts.append(text[:MOST - self.size])
            if self.size + len(text) >= MOST:
                self.parts.append("\n… more was printed than a page can hold: the rest is left out\n")
        self.size += len(text)
        if time.monotonic() - self.sent > 0.1:
            self.flush()
        return len(text)

    def flush(self):
        if self.parts:
            self.send(self.stream, "".join(self.parts))
        self.parts, self.sent = [], time.monotonic()


def pictures(send):
    """Send every open figure and close it, as Jupyter does after a cell."""
    plt = sys.modules.get("matplotlib.pyplot")
    for number in plt.get_fignums() if plt else ():
        file, figure = io.BytesIO(), plt.figure(number)
        figure.savefig(file, format="svg", bbox_inches="tight")
        send("svg", base64.b64encode(file.getvalue()).decode(), {"text/plain": repr(figure)})
    if plt:
        plt.close("all")


def display(*values):
    """Show values as a notebook does: as HTML where they have it, else as text."""
    for value in values:
        sys.stdout.flush()
        forms = {"text/plain": repr(value)}
        for kind in ("html", "markdown"):
            if hasattr(value, f"_repr_{kind}_"):
                forms[f"text/{kind}"] = getattr(value, f"_repr_{kind}_")()
        if hasattr(value, "_repr_mimebundle_"):
            forms |= value._repr_mimebundle_()
        rich = forms.pop("text/html", None)
        display.send("html" if rich else "value", rich or repr(value), forms)


def complaint(error, sources):
    """The traceback from the reader's own lines on, with these lines in it."""
    for name, code in sources.items():
        file = FILE.format(name)
        linecache.cache[file] = len(code), None, [line + "\n" for line in code.splitlines()], file
    trace = error.__traceback__
    while trace and not trace.tb_frame.f_code.co_filename.startswith("<cell "):
        trace = trace.tb_next
    return "".join(traceback.format_exception(type(error), error, trace)).rstrip()


def package_of(error):
    """The package that an exception misses, None if it is of another kind."""
    return error.name.split(".")[0] if isinstance(error, ModuleNotFoundError) and error.name else None


class Missed:
    """The last of Python's finders: notes for which packages the reader's code or the book's looked in vain, also where
    a check caught the error.
    """

    def __init__(self, names):
        self.names, self.found = names, set()

    def find_spec(self, name, path=None, target=None):
        if name in self.names and path is None and ours(sys._getframe(1)):
            self.found.add(name)


def ours(frame):
    """Does this import stand in a cell or in dldm?  Other packages try in vain for much that they can do without."""
    while "importlib" in frame.f_code.co_filename:
        frame = frame.f_back
    return frame.f_code.co_filename.startswith("<cell ") or "/dldm/" in frame.f_code.co_filename


class Session:
    """The page's namespace, and which of its cells have run.

    say(message) tells the page; load(names) brings packages by the names of their imports, which are `names`.
    """

    def __init__(self, say, load, names=()):
        self.say, self.load, self.names, self.id = say, load, set(names), None
        self.page, self.states, self.main = needs.Page({}), {}, types.ModuleType("__main__")
        self.missed = Missed(self.names)
        sys.meta_path.append(self.missed)
        self.lost = {}  # {name: the package, not to be had here, that it would have come from}
        sys.modules["__main__"] = self.main
        self.main.display, display.send = display, self.send
        warnings.filterwarnings("ignore", message=".*Pyarrow.*", category=DeprecationWarning)

    def send(self, kind, data, forms=None):
        """One piece of output of the cell that runs; `forms`: what a notebook would store of it, by kind."""
        self.tell(**{"is": "output", "id": self.id, "kind": kind, "data": data, "forms": forms or {}})

    def tell(self, **message):
        from js import Object
        from pyodide.ffi import to_js
        self.say(to_js(message, dict_converter=Object.fromEntries))

    def know(self, exercises, states):
        """What the build knows of the page, as JSON: {exercise: [stub, check]}, {id: what it noted of the cell}."""
        self.page.checks = {check: stub for stub, check in json.loads(exercises).values()}
        self.states = json.loads(states)

    def take(self, cells):
        """The page as it stands now, as JSON: {id: code}."""
        self.page.update(json.loads(cells))

    async def run(self, id):
        """Run a cell after those that it needs."""
        plan = self.page.plan(id)
        self.tell(**{"is": "plan", "id": id, "first": plan})
        for number, other in enumerate([*plan, id]):
            if not await self.run_one(other):
                self.tell(**{"is": "gave up", "id": id, "left": [*plan, id][number + 1:]})
                return

    async def run_one(self, id):
        """Run one cell, and again after a package that it misses has come; True if it ran to its end."""
        await self.fetch(self.states.get(id, {}).get("packages", ()))
        tried = set()
        while True:
            start, self.id = time.monotonic(), id
            self.tell(**{"is": "began", "id": id})
            error = self.execute(id)
            missing = self.missing(id, error) - tried
            tried |= missing
            if not missing or not await self.fetch(missing):
                break
        self.finish(id, error, time.monotonic() - start)
        return error is None

    def missing(self, id, error):
        """The packages that would have been needed by the cell that has just run: a check goes on without them."""
        caught = self.missed.found if id in self.page.checks else ()
        return {package_of(error), *caught} & self.names

    async def fetch(self, names):
        """Load packages; False without a network, or where the host has no such file.

        matplotlib gets a list of its fonts: its own is another version's, and to make one takes seconds.
        """
        if not names:
            return True
        try:
            await self.load(list(names))
        except Exception:
            return False
        folder = Path(sysconfig.get_path("purelib"), "matplotlib")
        if folder.exists():
            shutil.copy(FONTS, folder)
        return True

    def execute(self, id):
        """The exception that ended the cell, or None; the random generators begin as they did in the book."""
        self.restore(id)
        self.missed.found.clear()
        out, err = Screen(self.send, "stdout"), Screen(self.send, "stderr")
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                self.evaluate(id)
            except BaseException as error:  # whatever the reader's code raises, SystemExit and a Stop among it
                return error
            finally:
                out.flush(), err.flush()

    def evaluate(self, id):
        """Run the code of a cell and show the value of its last line."""
        file = FILE.format(id)
        body = self.without_missing(ast.parse(self.page.codes[id], file).body)
        value = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), file, "exec"), self.main.__dict__)
        shown = eval(compile(ast.Expression(value.value), file, "eval"), self.main.__dict__) if value else None
        if shown is not None:
            display(shown)
        pictures(self.send)

    def without_missing(self, body):
        """The statements without imports of what no page can have: of each one line, and the rest of the cell runs."""
        for statement in [s for s in body if isinstance(s, ast.Import | ast.ImportFrom)]:
            package = (getattr(statement, "module", None) or statement.names[0].name).split(".")[0]
            if package in ELSEWHERE - self.names and importlib.util.find_spec(package) is None:
                self.lost |= dict.fromkeys(needs.read(ast.unparse(statement)).binds, package)
                line = f"{package} cannot be had in this page: what needs it is left out."
                self.send("missing", line, {"code": ast.unparse(statement)})
                body.remove(statement)
        return body

    def restore(self, id):
        """Set the generators to the states that the build noted before this cell."""
        for name, state in json.loads(self.states.get(id, {}).get("rngs", "{}")).items():
            generator = self.main.__dict__.get(name)
            if hasattr(generator, "bit_generator"):
                generator.bit_generator.state = state

    def finish(self, id, error, seconds):
        outcome = "ok" if error is None else "stopped" if isinstance(error, KeyboardInterrupt) else "error"
        if outcome == "ok":
            self.page.done(id)
        elif outcome == "error":
            self.send("error", self.explain(error))
        self.tell(**{"is": "ended", "id": id, "outcome": outcome, "seconds": seconds})

    def explain(self, error):
        """What the reader sees: of a package that is not to be had in a browser one line, else the traceback."""
        package = self.lost.get(error.name) if isinstance(error, NameError) else package_of(error)
        if package in ELSEWHERE:
            return f"{package} cannot be had in this page: run this cell on your own machine. The others go on."
        if package in self.names:
            return f"{package} could not be fetched. Is there a network? The offline edition of the book needs none."
        return complaint(error, self.page.codes)

    def explore(self, id, values):
        """The new data of an explorable that the page shows, or why there is none, as JSON."""
        try:
            explorable = sys.modules["dldm.page.explore"].Explorable.shown[id]
            return json.dumps(explorable.turn(json.loads(values)))
        except Exception as error:  # the reader may have changed what draws it
            return json.dumps({"error": f"{type(error).__name__}: {error}"})

    def complete(self, before):
        """Names that may follow: all that are known, or what `a.b.` has."""
        try:
            space = dir(eval(before[:-1], self.main.__dict__)) if before else [*self.main.__dict__, *dir(__builtins__)]
        except Exception:
            return []
        return sorted(name for name in set(space) if not name.startswith("_"))
