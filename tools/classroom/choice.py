"""What the teacher chose in class.toml: the exercises of a chapter, and their points."""
import math
import sys
import tomllib
from functools import cache
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "book"))

from dldm.exercises.check import find  # noqa: E402
from dldm.exercises.kinds import function  # noqa: E402

FILE = ROOT / "class.toml"
DEFAULT = 1.0  # points of an exercise of which the file says nothing


class BadChoice(ValueError):
    """The file, or a chapter's name, is not as it should be; the message says where, and what there is instead."""


@cache
def chapters():
    """{notebook's name: [ids of its exercises that have a check, in their order]} of the whole book."""
    found = {}
    for path in sorted((ROOT / "book").glob("*.ipynb")):
        checks = [cell for cell in nbformat.read(path, 4).cells if "exercise-check" in cell.metadata.get("tags", ())]
        found |= {path.stem: [cell.metadata["dldm"]["exercise"] for cell in checks]} if checks else {}
    return found


@cache
def functions():
    """{id of an exercise whose answers all are functions: their names}."""
    exercises = (find(id) for ids in chapters().values() for id in ids)
    return {ex.id: list(ex.names) for ex in exercises if set(ex.names.values()) == {function}}


def known(name, names, what, where):
    """The name if it is one of the names, or one clear error."""
    if name not in names:
        raise BadChoice(f"{where}: there is no {what} {name!r}, but {', '.join(names)}")
    return name


def read(file):
    """{"alone": [ids], "points": {chapter: {id: points}}} of the whole file, each entry of it checked."""
    try:
        found = {"alone": [], "points": {}} | tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
        raise BadChoice(f"{file} cannot be read: {trouble}") from trouble
    for key in found:
        known(key, ["alone", "points"], "setting", file)
    if not isinstance(found["alone"], list) or not isinstance(found["points"], dict):
        raise BadChoice(f"{file}: `alone` is a list of ids, and points stand in tables like [points.05-1a-centres]")
    for id in found["alone"]:
        known(id, functions(), "exercise that asks for a function and nothing else", f"{file}, alone")
    for chapter, table in found["points"].items():
        known(chapter, chapters(), "chapter", file)
        check_table(chapter, table, f"{file}, [points.{chapter}]")
    return found


def check_table(chapter, table, where):
    """One clear error if a chapter's table is empty, names a strange exercise or gives strange points."""
    if not isinstance(table, dict) or not table:
        raise BadChoice(f"{where}: name one exercise at least, like {chapters()[chapter][0]} = 1")
    for id, points in table.items():
        known(id, chapters()[chapter], "exercise", where)
        if isinstance(points, bool) or not isinstance(points, int | float) or not 0 < points < math.inf:
            raise BadChoice(f"{where}: the points of {id} are a number above 0, and not {points!r}")


def points(chapter, file=FILE):
    """{exercise's id: points} of a chapter, in the order of its notebook; raises BadChoice."""
    chosen = read(file)["points"].get(known(chapter, chapters(), "chapter", "CHAPTER"))
    if chosen is None:
        return dict.fromkeys(chapters()[chapter], DEFAULT)
    return {id: float(chosen[id]) for id in chapters()[chapter] if id in chosen}


def alone(chapter, file=FILE):
    """{exercise's id: names of its functions} of those in the chapter that must call NumPy alone; raises BadChoice."""
    chosen = read(file)["alone"]
    return {id: functions()[id] for id in points(chapter, file) if id in chosen}


if __name__ == "__main__":  # before the book is built, which takes minutes
    try:
        alone(*sys.argv[1:])
    except BadChoice as trouble:
        sys.exit(f"No assignment was made: {trouble}")
