"""Does anything of a solution stand in an edition?  python tools/classroom/leaks.py FOLDER

A solution is read as words and signs; SPAN of them in a row that the book itself says nowhere (in a chapter's cells, on
a page, in the package) are a secret of that solution, and no file of the edition may hold one.  So what the book shows
on purpose, such as the algorithm that an exercise asks for, raises no alarm, without a list of exceptions; and a
solution that has no secret left is reported, too: the book itself gives it away.
"""
import contextlib
import hashlib
import html
import io
import re
import sys
import zipfile
from pathlib import Path

import nbformat
from choice import ROOT

sys.path.append(str(ROOT / "tests"))

from exercise_tools import CHAPTERS, solutions, table  # noqa: E402

SPAN = 12  # words and signs
TOKEN = re.compile(r"\w+|[^\w\s]")
TAG = re.compile(r"<[^<>]*>")
CLUTTER = re.compile(r"""\bd=\\?"[^"]*"|[\w+/=]{200,}""")  # lines of drawings and pictures, which take most of the time
JSON = {r"\n": "\n", r"\"": '"', r"\t": " ", r"\\": "\\"}
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nt\"\\]")


def tokens(text):
    return TOKEN.findall(text)


def spans(text):
    """Every run of SPAN tokens, as tuples, and every shorter line that gives an answer its value."""
    found, lines = tokens(text), map(tokens, re.findall(r"^answer.*", text, re.M))
    runs = {tuple(found[i:i + SPAN]) for i in range(len(found) - SPAN + 1)}
    return runs | {tuple(line) for line in lines if len(line) < SPAN}


def readings(text):
    """The text as it stands, without JSON's escapes, and without HTML's tags and entities."""
    plain = ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else JSON[m[0]], text)
    return {CLUTTER.sub("", reading) for reading in (text, plain, html.unescape(TAG.sub("", plain)))}


# ---------------------------------------------------------------- what is secret


def answers():
    """{id, or id and number: code} of every reference solution, and of the right answers in another style."""
    found = {}
    for chapter in CHAPTERS:
        found |= solutions(chapter)
        for id, codes in table(chapter, "VARIANTS").items():
            found |= {f"{id}, variant {n}": code for n, code in enumerate(codes, 1)}
    return found


def said():
    """What the book says to everybody: the cells (those of solutions left out), the pages, the package."""
    for path in sorted((ROOT / "book").glob("*.ipynb")):
        for cell in nbformat.read(path, 4).cells:
            if "exercise-solution" not in cell.metadata.get("tags", ()):
                yield cell.source
    for path in [*ROOT.glob("book/*.md"), *ROOT.glob("book/dldm/**/*.*"), ROOT / "index.md"]:
        with contextlib.suppress(UnicodeDecodeError):  # data that is no text
            yield path.read_text(encoding="utf-8")


def shown():
    """What the cells print and draw: the points of an exercise may stand in the picture above it."""
    for path in sorted((ROOT / "_build" / "executed").glob("*.ipynb")):
        for cell in nbformat.read(path, 4).cells:
            for output in cell.get("outputs", ()):
                yield from [output.get("text", ""), *map(str, output.get("data", {}).values())]


class Secrets:
    """`owners`: {span: the solution that it belongs to}."""

    def __init__(self, owners):
        self.owners, self.begins = owners, {}
        for span in owners:
            self.begins.setdefault(span[:2], set()).add(len(span))

    def found_in(self, text):
        """The secret spans in a text, by any of its readings."""
        hits = set()
        for words in map(tokens, readings(text)):
            for i in (i for i, pair in enumerate(zip(words, words[1:])) if pair in self.begins):
                tried = {tuple(words[i:i + size]) for size in self.begins[words[i], words[i + 1]]}
                hits |= tried & self.owners.keys()
        return hits


def secrets():
    """(Secrets of all solutions, [solutions that have none])."""
    public = set().union(*map(spans, said()))
    own = {name: spans(text) - public for name, text in answers().items()}
    first = Secrets({span: name for name, found in own.items() for span in found})
    public = set().union(*map(first.found_in, shown()))
    kept = {span: name for span, name in first.owners.items() if span not in public}
    return Secrets(kept), [name for name, found in own.items() if found <= public]


# ---------------------------------------------------------------- where it is looked for


def texts(name, data, seen):
    """(name, text) of a file, of each in it if it is an archive; not of one whose SHA-256 was seen, nor of pictures."""
    digest = hashlib.sha256(data).hexdigest()
    if digest in seen:
        return
    seen.add(digest)
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for inner in packed.namelist():
                yield from texts(f"{name}/{inner}", packed.read(inner), seen)
        return
    with contextlib.suppress(UnicodeDecodeError):
        yield name, data.decode()


def leaks(folder, known=frozenset(), looked_for=None):
    """["file: solution: words"] of all that leaks; known: SHA-256 of files that come from elsewhere as they are;
    looked_for: what `secrets` returned.
    """
    secret, bare = looked_for or secrets()
    seen, lines = set(known), [f"{name}: the book itself shows all of it" for name in bare]
    for path in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
        for name, text in texts(path.relative_to(folder).as_posix(), path.read_bytes(), seen):
            lines += [f"{name}: {secret.owners[span]}: {' '.join(span)}" for span in sorted(secret.found_in(text))]
    return lines


if __name__ == "__main__":
    found = leaks(sys.argv[1])
    sys.exit("\n".join(["Solutions leak:", *found]) if found else 0)
