"""Runs inside Pyodide: the code cells of a notebook in an IPython shell, one report a cell."""
import ast
import json
import os
import sys
import time
import traceback

import matplotlib.font_manager  # noqa: F401  (slow the first time, and then says so: not in a cell)
from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from names import bound
from outputs import LISTING, TEXT
from traitlets.config import Config


class Shown(DisplayHook):
    """The value of a cell's last expression goes where `display` goes, not to stdout as in a terminal."""

    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        self.shell.display_pub.publish(format_dict, md_dict)

    def finish_displayhook(self):
        pass


class Shell(InteractiveShell):
    """IPython as in a notebook, except that errors are not printed: `run_cell` reports them."""

    displayhook_class = Shown

    def _showtraceback(self, etype, evalue, stb):
        pass


def run_notebook(path, report):
    """Run the cells in the notebook's folder, as Jupyter does; `report` gets one line of JSON each."""
    os.chdir(os.path.dirname(path))
    sys.path.insert(0, os.path.dirname(path))
    with open(path, encoding="utf-8") as file:
        cells = json.load(file)["cells"]
    config = Config()
    config.HistoryManager.enabled = False
    shell = Shell.instance(config=config)
    report(json.dumps({"loaded": True}))
    for cell in cells:
        if cell["cell_type"] == "code":
            start = time.perf_counter()
            outputs = run_cell(shell, "".join(cell["source"]))
            report(json.dumps({"outputs": outputs, "seconds": time.perf_counter() - start}))


def run_cell(shell, source):
    """Outputs of one cell. Where an import finds no such package, what follows it in the cell still runs.

    Names that the cell did not come to bind are forgotten: no later cell shall work with older values of them.
    """
    with capture_output() as captured:
        result = shell.run_cell(source, store_history=True)
    error = result.error_before_exec or result.error_in_exec
    outputs = texts(captured)
    if error is not None:
        outputs.append({"output_type": "error", "ename": type(error).__name__, "evalue": first_line(error),
                        "traceback": traceback.format_exception(error)})
        failed, after = split(source, error)
        if isinstance(error, ModuleNotFoundError) and isinstance(failed[0], ast.Import | ast.ImportFrom):
            failed, outputs = failed[:1], outputs + run_cell(shell, after)
        for name in bound(failed):
            shell.user_ns.pop(name, None)
    return outputs


def texts(captured):
    """What the cell printed and displayed, as a notebook stores it; pictures and HTML are left out."""
    streams = [{"output_type": "stream", "name": name, "text": text}
               for name, text in (("stdout", captured.stdout), ("stderr", captured.stderr)) if text]
    shown = [{kind: text for kind, text in rich.data.items() if kind in (*TEXT, LISTING)} for rich in captured.outputs]
    return streams + [{"output_type": "display_data", "data": data} for data in shown if data]


def first_line(error):
    return (str(error).splitlines() or [""])[0]


def split(source, error):
    """(Statements from the failing one to the end, source after the failing one)."""
    statements = ast.parse(source).body if not isinstance(error, SyntaxError) else []
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_name == "<module>"
             and frame.f_code.co_filename.startswith("<ipython-input")]
    failed = [s for s in statements if lines and s.end_lineno >= lines[0]]
    return failed, "\n".join(source.splitlines()[failed[0].end_lineno:]) if failed else ""
