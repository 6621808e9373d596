"""Finds the notebooks of a class in a folder, as learning platforms deliver them, and whose each of them is."""
import io
import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import NamedTuple

MB = 2**20
LARGEST, ALL, MEMBERS, RATIO = 20 * MB, 400 * MB, 5000, 200  # bytes of a notebook and of a zip, files in it, packing
MOODLE = re.compile(r"^(?P<who>.+_\d+)_assign(?:submission|feedback)_(?:file|onlinetext)_")
CANVAS = re.compile(r"^(?P<name>[^_]+)_(?P<late>LATE_)?(?P<user>\d{2,})_(?P<number>\d{2,})_(?P<rest>.+)$", re.I)
JUNK = re.compile(r"^(?:__MACOSX|\.ipynb_checkpoints|\..*|Thumbs\.db|desktop\.ini)$", re.I)


class Refused(Exception):
    """A zip that is not unpacked, and why."""


class Submission(NamedTuple):
    """One student's file: its bytes, or the problem that a person must look at."""

    student: str
    file: str
    data: bytes = b""
    problem: str = ""


def find(place):
    """The Submissions in a folder or a zip, one a student, sorted by student."""
    found = {}
    for student, file, data, problem in _found(Path(place)):
        found.setdefault(student, []).append(Submission(student, file, data, problem))
    return [_one(student, files) for student, files in sorted(found.items())]


def _one(student, files):
    problems = [one for one in files if one.problem]
    notebooks = [one for one in files if not one.problem and one.file.lower().endswith(".ipynb")]
    different = {one.data: one for one in notebooks}
    if problems:
        return problems[0]
    if len(different) > 1:
        names = ", ".join(sorted(one.file for one in notebooks))
        return Submission(student, names, problem=f"several notebooks of one student: {names}"[:300])
    if not different:
        return Submission(student, files[0].file, problem=f"no notebook, but {files[0].file}"[:300])
    return next(iter(different.values()))


def _found(place):
    """(student, file, bytes, problem) of all files."""
    place = _inner(place)
    if place.is_file():  # one zip of all
        yield from _members(place.name, place.read_bytes(), whole=True)
        return
    for path in sorted(place.rglob("*")):
        parts = path.relative_to(place).parts
        if path.is_file() and not path.is_symlink() and not any(map(_is_junk, parts)):
            yield from _file(parts, path)


def _inner(place):
    """The folder, or what alone lies in it: a zip of all, or a folder that holds folders."""
    inside = [path for path in place.iterdir() if not _is_junk(path.name)] if place.is_dir() else []
    if len(inside) != 1 or MOODLE.match(inside[0].name):
        return place
    only = inside[0]
    if only.suffix.lower() == ".zip" and not CANVAS.match(only.name):
        return only if len(_safe_names(only.read_bytes())) > 1 else place
    return _inner(only) if only.is_dir() and any(path.is_dir() for path in only.iterdir()) else place


def _file(parts, path):
    student, size = student_of(parts), path.stat().st_size
    if path.suffix.lower() == ".zip":
        data = path.read_bytes() if size <= ALL else b""
        yield from ((student, *rest) for _, *rest in _members("/".join(parts), data, whole=False))
    elif path.suffix.lower() == ".ipynb" and size > LARGEST:
        yield student, parts[-1], b"", f"the notebook is larger than {LARGEST // MB} MB"
    else:
        yield student, parts[-1], path.read_bytes() if path.suffix.lower() == ".ipynb" else b"", ""


def _members(name, data, whole):
    """The files of a zip: of a whole class, or of the one student whose name it bears."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for info, parts in _safe(packed):
                yield from _member(packed, info, parts)
    except (Refused, zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        why = f"the zip was not unpacked: {error or 'it is damaged'}"[:300]
        yield (Path(name).stem if whole else ""), name, b"", why


def _member(packed, info, parts):
    data = b""
    if parts[-1].lower().endswith((".ipynb", ".zip")):
        with packed.open(info) as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise Refused(f"a file in it is larger than {LARGEST // MB} MB")
    if parts[-1].lower().endswith(".zip"):
        yield from ((student_of(parts), *rest) for _, *rest in _members("/".join(parts), data, whole=False))
    else:
        yield student_of(parts), parts[-1], data, ""


def _safe(packed):
    """[(ZipInfo, parts of the name)] of the files of a zip; raises Refused for a bomb or a name that leads out."""
    infos = [info for info in packed.infolist() if not info.is_dir()]
    if len(infos) > MEMBERS or sum(info.file_size for info in infos) > ALL:
        raise Refused("unpacked it would be too large")
    if any(info.file_size > MB and info.file_size > RATIO * max(info.compress_size, 1) for info in infos):
        raise Refused("a file in it is packed so tightly that it may be a bomb")
    named = [(info, PurePosixPath(name_of(info).replace("\\", "/"))) for info in infos]
    for info, path in named:
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise Refused("a name in it leads out of the folder")
    return [(info, path.parts) for info, path in named if not any(map(_is_junk, path.parts))]


def _safe_names(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return [parts for _, parts in _safe(packed)]
    except (Refused, zipfile.BadZipFile):
        return []


def name_of(info):
    """The name of a zip's member: old programs write UTF-8 and do not say so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode()
    except UnicodeError:
        return info.filename


def student_of(parts):
    """Whose file it is, by the parts of its path."""
    for part in parts:
        if match := MOODLE.match(part):
            return match["who"]
        if match := CANVAS.match(part):
            return f"{match['name']}_{match['user']}"
    return parts[0] if len(parts) > 1 else PurePosixPath(parts[0]).stem


def _is_junk(name):
    return bool(JUNK.match(name))
