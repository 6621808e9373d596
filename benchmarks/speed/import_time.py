"""What `import dldm.nn` adds to `import numpy`: median of 15 fresh interpreters each, in turn."""
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import targets

BOOK = Path(__file__).resolve().parents[1] / "book"


def seconds(module):
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {module}"], check=True, env={**os.environ, "PYTHONPATH": str(BOOK)})
    return time.perf_counter() - begin


if __name__ == "__main__":
    seconds("numpy, dldm.nn")  # compiles
    pairs = [(seconds("numpy"), seconds("numpy, dldm.nn")) for _ in range(15)]
    targets.at_most("import dldm.nn over import numpy", 1e3 * statistics.median(b - a for a, b in pairs), 30, "ms")
    targets.finish()
