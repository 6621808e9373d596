"""Runs a notebook in 32-bit WebAssembly: Pyodide under Node."""
import json
import subprocess
import sys
import threading
from pathlib import Path

from fetch import FOLDER, PACKAGES, PEER_FILE

TIMEOUT = 300  # seconds a cell: five to ten times slower than here
HERE = Path(__file__).resolve().parent


def reports(command, seconds):
    """The lines of JSON that the command writes; it is ended where one takes longer than this."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as run:
        noise = []
        threading.Thread(target=lambda: noise.extend(run.stderr), daemon=True).start()
        while True:
            alarm = threading.Timer(seconds, run.kill)
            alarm.start()
            line = run.stdout.readline()
            alarm.cancel()
            if not line:
                break
            yield json.loads(line)
    if run.returncode:
        print(f"{command[-1]} ended early: {''.join(noise)[-500:]}", file=sys.stderr)


def run(notebook):
    """Outputs of the notebook's code cells, one list a cell; fewer where a cell took too long or ended the run."""
    command = ["node", str(HERE / "in_node.mjs"), str(FOLDER), PEER_FILE, ",".join(PACKAGES), str(notebook)]
    return [line["outputs"] for line in reports(command, TIMEOUT) if "outputs" in line]
