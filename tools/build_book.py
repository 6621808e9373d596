"""Execute what changed, build the HTML, and say where it is.  Any warning or cell error fails the build."""
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main():
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(ROOT), "-W", "-n", "--keep-going"]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if built.returncode:
        print(built.stdout[-4000:], built.stderr[-8000:], file=sys.stderr)
        sys.exit("The book was not built: see the messages above.")
    print(f"The book is built: open {(ROOT / '_build/html/index.html').as_uri()}")


if __name__ == "__main__":
    main()
