"""Chapter 6.2 on a cluster of separate processes: make cluster

Starts a scheduler and two workers on this machine, which have the libraries of the lock but not this book's package,
runs the notebook against their address, and compares every printed text with the committed one.
"""
import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from compare import DIFFERENT, compare
from distributed import Client
from rows import NOTEBOOK, reports

HERE = Path(__file__).resolve().parent
BOOK = HERE.parents[1] / "book"
WAIT = 60  # seconds until the scheduler has an address, and until its workers are there
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
CHOICE = "c64-address"  # the cell of the notebook that chooses between a cluster of its own and one at an address


@contextmanager
def process(arguments, folder):
    """One program of Dask in that folder; killed at the end, if it still runs."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with open(folder / "log.txt", "a", encoding="utf-8") as log:
        running = subprocess.Popen([sys.executable, "-m", "dask", *map(str, arguments)], cwd=folder,
                                   env=clean | ONE_THREAD, stdout=log, stderr=log)
        try:
            yield running
        finally:
            running.kill()
            running.wait()


@contextmanager
def cluster(workers=2):
    """(Address of a scheduler, its workers' processes): nannies there are none, so that a dead worker stays dead."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name, ExitStack() as stack:
        folder, file = Path(name), Path(name, "scheduler.json")
        scheduler = stack.enter_context(process(
            ["scheduler", "--host", "127.0.0.1", "--port", 0, "--no-dashboard", "--scheduler-file", file], folder))
        own = ["worker", "--scheduler-file", file, "--no-nanny", "--no-dashboard", "--nthreads", 1,
               "--local-directory", folder]
        running = [stack.enter_context(process(own, folder)) for _ in range(workers)]
        end = time.monotonic() + WAIT
        while not file.exists():
            if scheduler.poll() is not None or time.monotonic() > end:
                sys.exit("the scheduler did not start:\n" + (folder / "log.txt").read_text(encoding="utf-8"))
            time.sleep(0.05)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        with Client(address) as client:
            client.wait_for_workers(workers, timeout=WAIT)
        yield address, running


def at(address, path, folder):
    """A copy of the notebook in that folder, whose cell CHOICE holds the address."""
    notebook, copy = nbformat.read(path, 4), folder / path.name
    cell = next(cell for cell in notebook.cells if cell.id == CHOICE)
    cell.source = f"address = {address!r}"
    nbformat.write(notebook, copy)
    return copy


def main():
    path = BOOK / "06-scale.ipynb"
    with cluster() as (address, _), TemporaryDirectory() as name:
        command = [sys.executable, HERE / "in_jupyter.py", at(address, path, Path(name))]
        outputs = next(reports(command, NOTEBOOK, {**os.environ, "PYTHONPATH": str(BOOK)}), [])
    different = [(cell, verdict.why) for cell, verdict in compare(nbformat.read(path, 4), outputs)
                 if verdict.state == DIFFERENT]
    for cell, why in different:
        print(f"{cell.id}: {why}")
    print(f"{path.stem} at {address}: {len(different) or 'no'} cells differ")
    sys.exit(bool(different))


if __name__ == "__main__":
    main()
