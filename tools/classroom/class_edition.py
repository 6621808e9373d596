"""The edition for a class, in _build/class-edition/: pages without solutions, the same as a zip with Python inside that
needs no network, and every chapter as an assignment.  It ends with an error if anything of a solution is in it.
"""
import hashlib
import shutil
import sys

from assignment import assignment
from choice import ROOT, BadChoice, chapters, points
from class_html import HTML, build
from hand_out import for_students
from leaks import leaks
from live import archive, peers

sys.path.append(str(ROOT / "tools"))

import offline  # noqa: E402

TARGET = ROOT / "_build" / "class-edition"


def lay_assignments(target):
    """Write a zip for each chapter."""
    target.mkdir(parents=True)
    for chapter in chapters():
        files = for_students(chapter, assignment(chapter))
        archive(target / f"{chapter}.zip", {f"{chapter}/{name}": data for name, data in files.items()})


def lay_offline(target):
    """Write the zip of the pages with Python inside; returns the folder Python came from, None if it cannot be had."""
    try:
        source = offline.fetch()
    except offline.CannotRun as trouble:
        print(f"The edition has no zip for machines without a network: {trouble}")
        return None
    folder = target / "dldm-class"
    offline.lay_book(folder, HTML)
    offline.lay_python(source, folder / "_python")
    offline.pack(folder)
    shutil.rmtree(folder)
    return source


def foreign(source):
    """SHA-256 of the files that others made and that go into the edition as they are."""
    files = [file.read_bytes() for file in source.iterdir() if file.is_file()] if source else []
    return {hashlib.sha256(data).hexdigest() for data in [*files, *peers().values()]}


def main():
    for chapter in chapters():
        points(chapter)  # a slip in class.toml shows before the pages are built
    build()
    shutil.rmtree(TARGET, ignore_errors=True)
    lay_assignments(TARGET / "assignments")
    shutil.copytree(HTML, TARGET / "html")
    found = leaks(TARGET, foreign(lay_offline(TARGET)))
    if found:
        sys.exit("\n".join([f"{TARGET} is not for students, solutions leak:", *found]))
    print(f"{TARGET}: the book without solutions, and an assignment for each of the {len(chapters())} chapters")


if __name__ == "__main__":
    try:
        main()
    except BadChoice as trouble:
        sys.exit(f"The class edition was not made: {trouble}")
