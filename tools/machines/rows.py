"""The machines that this one can play: WebAssembly, and kernels that environment variables pick.

Each variable is set in the child process of its row only.
"""
import functools
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from fetch import FOLDER, PACKAGES, CannotRun, fetch

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.append(str(ROOT / "ext"))

from live import archive, peers  # noqa: E402

CELL, NOTEBOOK = 600, 3000  # seconds: a cell in WebAssembly, a notebook here
OURS = ("OPENBLAS_CORETYPE", "NPY_DISABLE_CPU_FEATURES")
# An OpenBLAS with few kernels lets Prescott's serve all older processors, and says the oldest one's name.
SAID = {"Prescott": ("Prescott", "Katmai")}


class Wasm:
    """32-bit WebAssembly: Pyodide under Node."""

    name, threads, tests = "wasm", 1, False

    def prepare(self):
        """Fetch what is not there yet; CannotRun if it cannot be had."""
        if not shutil.which("node"):
            raise CannotRun("there is no node here, which runs WebAssembly: install Node.js 20 or newer")
        archive(fetch() / "peers.zip", peers())

    def run(self, notebook):
        """Outputs of the notebook's code cells; fewer where a cell took too long or ended the run."""
        command = ["node", HERE / "in_node.mjs", FOLDER, FOLDER / "peers.zip", ",".join(PACKAGES), notebook]
        return [line["outputs"] for line in reports(command, CELL) if "outputs" in line]


class Page:
    """The living pages of the built book, in Chromium."""

    name, threads, tests = "browser", 1, False

    def prepare(self):
        """CannotRun without Playwright or the pages; fetches Python for them."""
        if not importlib.util.find_spec("playwright"):
            raise CannotRun("Playwright is not installed here: make browser")
        if not (ROOT / "_build" / "html" / "_live").is_dir():
            raise CannotRun("the pages are not built: make book")
        fetch()

    def run(self, notebook):
        """Outputs of the notebook's code cells; none where the page failed."""
        return next(reports([sys.executable, HERE / "in_browser.py", notebook], NOTEBOOK), [])


@dataclass
class Kernel:
    """This machine with one of OpenBLAS's kernels, some threads, and NumPy's own SIMD or none."""

    kernel: str
    threads: int = 1
    simd: bool = True
    tests = True

    @property
    def name(self):
        return self.kernel + f" {self.threads} threads" * (self.threads > 1) + " no SIMD" * (not self.simd)

    def prepare(self):
        """CannotRun unless a child process computes with just what this row asks for."""
        found = probe(self.environment())
        if not found:
            raise CannotRun(f"this processor has no {self.kernel}: its kernel ends with an illegal instruction")
        if not set(SAID.get(self.kernel, (self.kernel,))) & set(found["kernels"]):
            raise CannotRun(f"this processor, or this OpenBLAS, has no {self.kernel}: "
                            f"it runs {'/'.join(found['kernels'])} instead")
        if found["threads"] != self.threads or (found["simd"] and not self.simd):
            raise CannotRun(f"asked for {self.name}, the child computes with {found}")

    def environment(self):
        """Variables of the child."""
        clean = {name: value for name, value in os.environ.items() if name not in OURS}
        count = {"OMP_NUM_THREADS": str(self.threads), "OPENBLAS_NUM_THREADS": str(self.threads),
                 "OMP_WAIT_POLICY": "PASSIVE"}  # threads that wait leave the core to those that count
        pick = {"OPENBLAS_CORETYPE": self.kernel}
        scalar = {} if self.simd else {"NPY_DISABLE_CPU_FEATURES": simd_names()}
        return clean | count | pick | scalar

    def run(self, notebook):
        """Outputs of the notebook's code cells, executed as the build does; none where that failed."""
        command = [sys.executable, HERE / "in_jupyter.py", notebook]
        return next(reports(command, NOTEBOOK, self.environment()), [])

    def run_tests(self, arguments, jobs):
        """("" or what failed) of the package's tests."""
        done = subprocess.run([sys.executable, "-m", "pytest", *arguments, "-n", str(jobs)], env=self.environment(),
                              capture_output=True, text=True, cwd=ROOT)
        lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return "\n".join(lines or [done.stdout[-500:] + done.stderr[-500:]]) if done.returncode else ""


ROWS = (Wasm(), Page(), Kernel("Haswell"), Kernel("Sandybridge"), Kernel("Prescott"), Kernel("Zen"), Kernel("SkylakeX"),
        Kernel("Haswell", threads=2), Kernel("Prescott", threads=2),
        Kernel("Haswell", simd=False), Kernel("Prescott", simd=False))


@functools.cache
def simd_names():
    """What NumPy picks at run time here, as its variable wants it (in a child where nothing is switched off)."""
    return " ".join(probe({name: value for name, value in os.environ.items() if name not in OURS})["simd"])


def probe(environment):
    """What a child process with these variables computes with (probe.py); {} if an instruction is unknown to it."""
    done = subprocess.run([sys.executable, HERE / "probe.py"], env=environment, capture_output=True, text=True)
    if done.returncode == -signal.SIGILL:
        return {}
    if done.returncode:
        raise CannotRun(f"tools/machines/probe.py fails here: {done.stderr.strip()[-200:]}")
    return json.loads(done.stdout)


def reports(command, seconds, environment=None):
    """The lines of JSON that the command writes; it is ended where one takes longer than this."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
                          env=environment) as run:
        noise = []
        reader = threading.Thread(target=lambda: noise.extend(run.stderr))
        reader.start()
        while True:
            alarm = threading.Timer(seconds, run.kill)
            alarm.start()
            line = run.stdout.readline()
            alarm.cancel()
            if not line:
                break
            yield json.loads(line)
        reader.join()
    if run.returncode:
        print(f"{command[-1]} ended early: {''.join(noise)[-500:]}", file=sys.stderr)
