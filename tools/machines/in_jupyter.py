"""Executes one notebook as the build does and writes the outputs of its code cells as JSON."""
import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "ext"))

from execute import executed  # noqa: E402

TIMEOUT = 600  # seconds a cell: threads that share busy cores are slow

if __name__ == "__main__":
    notebook, *_ = executed(sys.argv[1], TIMEOUT)
    print(json.dumps([cell.outputs for cell in notebook.cells if cell.cell_type == "code"]))
