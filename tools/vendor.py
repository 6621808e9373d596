"""Bundle the pages' Python editor from npm, as its lock says, to the same bytes each time: make vendor"""
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "ext" / "live" / "editor"
BUNDLE, LICENCES = SOURCE.parent / "editor.js", SOURCE.parent / "editor.LICENSES.txt"
INSTALL = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
ESBUILD = ["npx", "--no-install", "esbuild", "editor.js", "--bundle", "--minify", "--format=esm", "--target=es2022",
           "--legal-comments=none", "--charset=utf8", "--log-level=warning", "--outfile=bundle.js"]


def packages(folder):
    """{name and version: licence text} of what the bundle is made of."""
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    names = sorted(name for name, entry in lock.items() if name and not entry.get("dev"))
    return {f"{name.removeprefix('node_modules/')} {lock[name]['version']}": licence(folder / name) for name in names}


def licence(package):
    return next(file for file in sorted(package.iterdir()) if file.name.upper().startswith("LICEN")).read_text(
        encoding="utf-8").strip()


def bundle(folder):
    """Install and bundle in a copy of the source; returns what is to be committed."""
    for name in ("package.json", "package-lock.json", "editor.js"):
        shutil.copy(SOURCE / name, folder)
    for command in (INSTALL, ESBUILD):
        subprocess.run(command, cwd=folder, check=True)
    texts = {}
    for name, text in packages(folder).items():
        texts.setdefault(text, []).append(name)
    return ((folder / "bundle.js").read_text(encoding="utf-8"),
            "\n\n".join("\n".join(names) + "\n\n" + text for text, names in texts.items()) + "\n")


def main():
    if not shutil.which("npm"):
        sys.exit("Cannot bundle the editor: there is no npm here (on Debian or Ubuntu: apt install nodejs npm)")
    with tempfile.TemporaryDirectory() as place:
        try:
            script, licences = bundle(Path(place))
        except subprocess.CalledProcessError as error:
            sys.exit(f"Cannot bundle the editor: {error.cmd[0]} failed, its message stands above")
    BUNDLE.write_text(script, encoding="utf-8")
    LICENCES.write_text(licences, encoding="utf-8")
    print(f"bundled {BUNDLE.name}: {len(script)} characters, SHA-256 {hashlib.sha256(script.encode()).hexdigest()}")


if __name__ == "__main__":
    main()
