"""The built book with Python beside it, as a folder and a zip that need no network: make offline-book"""
import json
import shutil
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tools" / "machines"))

from fetch import CORE_PARTS, CannotRun, fetch, wanted  # noqa: E402

HTML, STARTERS = ROOT / "_build" / "html", ROOT / "ext" / "live" / "offline"
FOLDER = ROOT / "_build" / "offline" / "dldm-book"
MOST = 110e6  # bytes of the zip


def lay_python(source, target):
    """Copy Pyodide and the packages, with a list that names no others."""
    lock = json.loads((source / "pyodide-lock.json").read_text(encoding="utf-8"))
    files = wanted(lock)
    lock["packages"] = {key: entry for key, entry in lock["packages"].items() if entry["file_name"] in files}
    target.mkdir()
    for name in [*CORE_PARTS, *files]:
        shutil.copyfile(source / name, target / name)
    (target / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def lay_book(folder, html=HTML):
    """Copy the pages, say to them that Python lies beside them, and add what starts the server."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(html, folder)
    (folder / "_live" / "where.json").write_text(json.dumps({"python": "../_python/"}), encoding="utf-8")
    for file in STARTERS.iterdir():
        shutil.copy(file, folder / file.name)


def pack(folder):
    """Zip the folder beside it; returns the zip."""
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                packed.write(file, file.relative_to(folder.parent))
    return target


def main():
    try:
        source = fetch()
    except CannotRun as trouble:
        sys.exit(f"The offline edition was not made: {trouble}")
    lay_book(FOLDER)
    lay_python(source, FOLDER / "_python")
    size = pack(FOLDER).stat().st_size
    print(f"{FOLDER}: python serve.py opens it; {FOLDER.name}.zip beside it has {size / 1e6:.0f} MB")
    if size > MOST:
        sys.exit(f"The zip is larger than {MOST / 1e6:.0f} MB: what has grown?")


if __name__ == "__main__":
    main()
