"""Serve the built book on localhost; every edit rebuilds it and reloads the page."""
import subprocess
import sys
from pathlib import Path

from livereload import Server

ROOT = Path(__file__).resolve().parents[1]
ISOLATION = {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp"}  # for Stop
WATCHED = ("index.md", "_config.yml", "_toc.yml", "requirements.txt", "tools/build_book.py", "tools/notebooks/*",
           "ext/**/*", "book/*.ipynb", "book/*.md", "book/*.bib", "book/_static/**/*", "book/dldm/**/*",
           "answers/**/*.py")


def rebuild():
    subprocess.run([sys.executable, ROOT / "tools/build_book.py"], check=False)  # a failed build has said why


if __name__ == "__main__":
    server = Server()
    for name, value in ISOLATION.items():
        server.setHeader(name, value)
    for pattern in WATCHED:
        server.watch(str(ROOT / pattern), rebuild)
    server.serve(root=str(ROOT / "_build/html"), host="localhost", port=8000, open_url_delay=1)
