"""Runs the cells of one submission in the sandbox, and hands out the answers that they leave.

Nothing in here is trusted: a submission may change this process as it likes, and then it has changed what it answers,
and nothing else.  The answers are judged elsewhere (`grade_judge.py`).
"""
import contextlib
import importlib.util
import os
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path

from alone import strangers
from dldm.exercises import check, guard  # noqa: F401 (the stand-ins are there before the first cell)
from grade_wire import Gone, Line


def shell():
    """What runs cells as a kernel does, with pictures that nobody draws."""
    import matplotlib

    matplotlib.use("agg")
    import no_players  # noqa: F401
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    return InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))


@contextlib.contextmanager
def quiet():
    """What is printed is counted and thrown away."""
    with contextlib.redirect_stdout(guard.Sink()), contextlib.redirect_stderr(guard.Sink()):
        yield


class Inside(Line):
    """This end of the line."""

    def __init__(self, reader, writer):
        super().__init__(reader, writer, (guard.TooSlow, guard.TooLoud))
        self.shell, self.left = shell(), guard.SECONDS
        self.own, self.number = dict(self.checks()), os.getpid()

    def checks(self):
        """(module and name, thing) of all that the stand-ins of the check hold."""
        for name, module in list(sys.modules.items()):
            if name.startswith("dldm.exercises"):
                yield from ((f"{name}.{key}", thing) for key, thing in vars(module).items() if key[0] != "_")

    def changed(self):
        """What of the check was put in the place of something else."""
        now = dict(self.checks())
        return sorted(name for name, thing in self.own.items() if now.get(name) is not thing)

    def listen(self):
        """Do what the judge says until it hangs up."""
        with contextlib.suppress(Gone):
            while True:
                asked = self.receive()
                if "run" in asked:
                    self.send({"stopped": self.cell(asked["run"], asked["seconds"]), "changed": self.changed()})
                elif "serve" in asked:  # an "end" that nobody heard is left over
                    self.serve(asked)

    def cell(self, code, seconds):
        """Run a cell; returns what stopped it, or None."""
        try:
            with quiet(), guard.deadline(seconds):
                result = self.shell.run_cell(code, silent=True, store_history=False)
            error = result.error_before_exec or result.error_in_exec
        except BaseException as stopped:
            error = stopped
        if os.getpid() != self.number:
            os._exit(0)  # a copy that the cell made and forgot
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")
        return error and self.told(error)

    def serve(self, asked):
        """Hand the answers out in a copy of this process, so that nothing done to them lasts; tell how it ended."""
        child = os.fork()
        if not child:
            try:
                self.hand_out(asked["serve"], asked["alone"])
            finally:
                os._exit(1)
        end, status = time.monotonic() + asked["seconds"], (0, 0)
        while not status[0] and time.monotonic() < end:
            time.sleep(0.005)
            status = os.waitpid(child, os.WNOHANG)
        if not status[0]:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        killed = os.WTERMSIG(status[1]) if os.WIFSIGNALED(status[1]) else 0
        used_up = not status[0] or killed in (signal.SIGXCPU, signal.SIGKILL)
        self.send({"over": "slow" if used_up else "ended"})

    def hand_out(self, names, alone):
        most = guard.SECONDS + 4  # for a function that swallows the guard's exception
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        space = self.shell.user_ns
        values = {name: self.encode(space[name]) for name in names if name in space}
        self.send({"values": values, "strange": strangers(names, space) if alone else []})
        while "end" not in (asked := self.receive()):
            if "look" in asked:
                self.send({"outcome": self.look(asked["look"], asked["files"])})
            else:
                self.answer(asked)
        os._exit(0)

    def look(self, id, files):
        """Run the book's own check in this process, which its files are sent to."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                file = Path(folder, name)
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8")
            for name in [name for name in sys.modules if name.startswith("dldm.exercises")]:
                del sys.modules[name]
            spec = importlib.util.spec_from_file_location("dldm.exercises", f"{folder}/__init__.py")
            sys.modules["dldm.exercises"] = module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return importlib.import_module("dldm.exercises.check").status(id, self.shell.user_ns)

    def run(self, thing, given, named):
        """Call the student's function with the limits of the book's own check."""
        start = guard.worked()
        try:
            with quiet(), guard.no_exit(self.shell.user_ns), guard.deadline(max(self.left, 0.01)):
                return thing(*given, **named)
        finally:
            self.left -= guard.worked() - start

    def told(self, error):
        kind, text = type(error).__name__, ""
        with contextlib.suppress(BaseException):
            text = str(error)[:200]
        trace, line = error.__traceback__, 0
        while trace:
            line = trace.tb_lineno if trace.tb_frame.f_globals is self.shell.user_ns else line
            trace = trace.tb_next
        return kind, f"{text} (line {line} of your cell)" if line else text
