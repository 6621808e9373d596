"""Grades a folder of submissions: python tools/classroom/grade.py FOLDER [--chapter 05-1a-centres]

Each submission runs in a sandbox of its own, several at once.  What is known of one is written at once, so that a run
that was stopped goes on where it was; nothing is graded again whose file, exercises and grader are as they were.
"""
import argparse
import contextlib
import csv
import hashlib
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import active_children, current_process, get_context
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "book")]

import choice  # noqa: E402
import grade_plan  # noqa: E402
import sandbox  # noqa: E402
import submissions  # noqa: E402
from grade_feedback import page  # noqa: E402
from grade_judge import Judge, Verdict, prepared  # noqa: E402
from grade_wire import Gone  # noqa: E402
from report import BOOK, report  # noqa: E402

FIELDS = ("student", "exercise", "points", "score", "outcome", "state", "key", "misconception", "seconds", "note")
HUMAN = "needs a human"
INVENTORY = {"01-background": "pre", "07-faq": "post"}
WITHOUT = " DLDM_IMAGE must name an image that is on this machine and has the book's environment."
PATIENCE = 10  # seconds that a judge may take after its sandbox has ended
ENDS = {"time": "timed out", "memory": "crashed", "processes": "crashed", "ended": "crashed", "done": "crashed"}
WHY = {"time": "all of the time was used up", "memory": "all of the memory was used up",
       "processes": "too many processes were started", "ended": "a cell ended the process"}


# ---------------------------------------------------------------- one submission


def graded(task):
    """The rows of one submission, as dicts of FIELDS and "message"; whatever it does, there is a row an exercise."""
    submission, settings = task
    began = time.monotonic()
    try:
        if submission.problem:
            raise grade_plan.Unreadable(submission.problem)
        cells = grade_plan.code_cells(submission.data)
        chapter = settings["chapter"] or grade_plan.chapter_of(cells, submission.data)
        points = points_of(chapter, settings["choice"])
        prepared(points)  # once a worker: each judge then has the references
        verdicts, note = judged(cells, chapter, list(points), settings)
    except grade_plan.Unreadable as error:
        chapter = settings["chapter"]
        points = points_of(chapter, settings["choice"]) if chapter else {"": 0.0}
        verdicts, note = dict.fromkeys(points, Verdict(HUMAN, "")), str(error)
    seconds = time.monotonic() - began
    return [row(submission.student, id, points[id], verdicts[id], seconds, note) for id in points]


def points_of(chapter, file):
    """{id: points} that the teacher chose; the inventory's questions count nothing."""
    form = INVENTORY.get(chapter)
    return choice.points(chapter, file) | {f"inventory-{form}-{n}": 0.0 for n in range(1, 13) if form}


def row(student, id, points, verdict, seconds, note):
    right = verdict.outcome == "scored" and verdict.state == "correct"
    score = "" if verdict.outcome == HUMAN else f"{points if right else 0:g}"
    notes = "; ".join(filter(None, [note, verdict.note]))
    return {"student": student, "exercise": id, "points": f"{points:g}", "score": score, "outcome": verdict.outcome,
            "state": verdict.state, "key": verdict.key, "misconception": verdict.code, "seconds": f"{seconds:.1f}",
            "note": notes, "message": verdict.message}


def judged(cells, chapter, ids, settings):
    """({id: Verdict}, a note on the whole): the needed cells run first, and all of them if a name was missing."""
    plan = grade_plan.plan(cells, chapter, ids)
    verdicts, note = in_a_box(plan, chapter, ids, settings)
    if plan.skipped and any("NameError" in verdict.message + verdict.note for verdict in verdicts.values()):
        verdicts, note = in_a_box(grade_plan.plan(cells, chapter, ids, whole=True), chapter, ids, settings)
    return verdicts, note


def in_a_box(plan, chapter, ids, settings):
    """({id: Verdict}, note) of a plan that is run in a sandbox of its own."""
    limits = sandbox.Limits(**settings["limits"])
    box = sandbox.Box(settings["kind"], Path(settings["package"]), limits, settings.get("slot", slot()))
    try:
        said = list(overheard(box, partial(judge, box, plan, chapter, ids, limits, settings)))
    finally:
        box.close()
    verdicts = {one["id"]: Verdict(*one["verdict"]) for one in said if "id" in one}
    last = said[-1] if said and "changed" in said[-1] else {"gone": "ended"}
    if plan.peeks or last.get("changed") or (last.get("gone") == "garbled" and box.reason == "done"):
        why = f"it looks into the check ({', '.join(plan.peeks)})" if plan.peeks else "it changes the check"
        return {id: tampered(verdicts.get(id)) for id in ids}, why
    missing = [id for id in ids if id not in verdicts]
    if missing and last.get("gone") not in ("ended", "garbled"):
        return verdicts | dict.fromkeys(missing, Verdict(HUMAN, "")), f"the judge stopped ({last.get('gone')})"
    outcome, why = ENDS[box.reason], why_ended(box) if missing else ""
    lost = Verdict(outcome, "", outcome.replace(" ", "-"), message=f"your notebook was stopped: {why}.")
    return verdicts | dict.fromkeys(missing, lost), why


def why_ended(box):
    """In words; what goes on in a container is not seen from here."""
    if box.reason == "ended" and box.kind in sandbox.CONTAINERS:
        return "a cell ended the process, or used up its memory or its processes"
    return WHY.get(box.reason, "the sandbox was lost")


def tampered(verdict):
    """What stands in the place of a verdict where somebody changed the check: the clean one is in the note."""
    said = f"the clean check says: {verdict.state or verdict.outcome}" if verdict else ""
    message = "your notebook changes or reads the check: speak to your teacher."
    return Verdict("tampered", "", message=message, note=said)


def slot():
    """The number of this worker, from 0."""
    return current_process()._identity[-1] if current_process()._identity else 0


def judge(box, plan, chapter, ids, limits, settings, tell):
    """In a process of its own: tell the verdicts one by one, and how it ended."""
    own = choice.alone(chapter, settings["choice"])
    one = Judge(box.reader, box.writer, limits.cell, own)
    try:
        for id, verdict in one.verdicts(plan.cells, plan.places, ids, lambda: tell({})):
            tell({"id": id, "verdict": verdict})
        tell({"changed": one.changed})
    except Gone:
        tell({"gone": one.line.gone, "changed": one.changed})
    except Exception as error:  # a fault of the judge's own costs nobody a point
        tell({"gone": f"{type(error).__name__}: {error}"[:200], "changed": one.changed})


def overheard(box, work):
    """What a fork of this process tells while it works and the box is watched."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reader)
            with os.fdopen(writer, "w") as file:
                work(lambda message: print(json.dumps(message), file=file, flush=True))
        finally:
            os._exit(0)
    os.close(writer)
    box.reader.close()
    box.writer.close()
    try:
        for message in lines(reader, partial(watched, box)):
            box.heard = time.monotonic()
            yield message
    finally:
        os.close(reader)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def watched(box):
    """True as long as it pays to wait: the box runs, or has ended only just now."""
    if not box.watch():
        return True
    box.ended = box.ended or time.monotonic()
    return time.monotonic() - box.ended < PATIENCE


def lines(reader, go_on):
    """The messages from a pipe until it is closed, or there is no point in waiting."""
    rest = b""
    while go_on():
        if select.select([reader], [], [], 0.1)[0]:
            data = os.read(reader, 65536)
            if not data:
                return
            *whole, rest = (rest + data).split(b"\n")
            yield from map(json.loads, whole)


# ---------------------------------------------------------------- all of them


def package(folder):
    """Lay the dldm that submissions import into the folder: the book's own, with exercises that know no answer."""
    target = Path(folder) / "dldm"
    shutil.copytree(ROOT / "book" / "dldm", target, ignore=shutil.ignore_patterns("exercises", "__pycache__"))
    shutil.copytree(HERE / "grade_package", target / "exercises", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "book" / "dldm" / "exercises" / "guard.py", target / "exercises")
    os.chmod(folder, 0o755)


def version():
    """A digest of all that decides about a grade: the grader, the book's package, and this Python."""
    found = hashlib.sha256(sys.version.encode())
    files = [*HERE.rglob("*.py"), *(ROOT / "book" / "dldm").rglob("*.py"), ROOT / "ext" / "live" / "needs.py"]
    for file in sorted(files):
        found.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    return found.hexdigest()


def key_of(submission, settings, grader):
    """What a result depends on."""
    about = [submission.student, submission.file, submission.problem, hashlib.sha256(submission.data).hexdigest(),
             settings["chapter"], settings["chosen"], settings["limits"], settings["kind"], grader]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()


def written(path, text):
    """Write a file all at once, or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, path)


def known(path, key):
    """The rows that are kept in that file for that key, or None."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(path.read_text(encoding="utf-8"))
        return kept["rows"] if kept["key"] == key else None


def place(out, student):
    """The file in which a student's result is kept."""
    return out / "state" / f"{hashlib.sha256(student.encode()).hexdigest()[:20]}.json"


def grade(folder, out, chapter="", kind=None, jobs=None, limits=None, file=choice.FILE, progress=None,
          book=BOOK):
    """Grade all submissions in the folder into `out`: results.csv, report.html and feedback/; returns the rows.

    progress(done, of all, student) is called after each; file: the teacher's choice; book: address of the pages.
    """
    found, out = submissions.find(folder), Path(out)
    if not found:
        raise choice.BadChoice(f"There is no submission in {folder}: "
                               "name the folder or the zip that the platform gave you.")
    for sub in ("state", "feedback"):
        (out / sub).mkdir(parents=True, exist_ok=True)
    chosen = hashlib.sha256(Path(file).read_bytes()).hexdigest() if Path(file).exists() else ""
    settings = {"chapter": chapter, "kind": kind or sandbox.best(), "limits": limits or {}, "choice": str(file),
                "chosen": chosen}
    grader = version()
    keys = {one.student: key_of(one, settings, grader) for one in found}
    rows = {one.student: known(place(out, one.student), keys[one.student]) for one in found}
    open_ = [one for one in found if rows[one.student] is None]
    with tempfile.TemporaryDirectory(prefix="dldm-package-") as there:
        package(there)
        for number, (student, got) in enumerate(results(open_, settings | {"package": there}, jobs)):
            written(place(out, student), json.dumps({"key": keys[student], "rows": got}))
            rows[student] = got
            if progress:
                progress(len(found) - len(open_) + number + 1, len(found), student)
    return publish(out, found, rows, book)


def results(open_, settings, jobs):
    """(student, rows) of the submissions as they are done, several at once."""
    if not open_:
        return
    workers = min(jobs or os.cpu_count() or 1, len(open_))
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=ready) as pool:
        futures = {pool.submit(graded, (one, settings)): one.student for one in open_}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BaseException:  # Ctrl-C: what is known is kept, what runs is ended
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in active_children():
                worker.terminate()
            raise


def ready():
    """Start a worker: it leaves Ctrl-C to the one who started it, and ends its sandbox before itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def publish(out, found, rows, book):
    """Write the CSV, the pages of the students and the report; returns all rows."""
    every = [row for one in found for row in rows[one.student]]
    with open(out / "results.csv.new", "w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, FIELDS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows({name: safe(value) for name, value in row.items()} for row in every)
    os.replace(out / "results.csv.new", out / "results.csv")
    for one in found:
        written(out / "feedback" / f"{file_name(one.student)}.html", page(one.student, rows[one.student]))
    written(out / "report.html", report(every, book))
    return every


def safe(value):
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def file_name(student):
    """The student's name as the name of a file."""
    return "".join(c if c.isalnum() or c in " ._-" else "_" for c in student).strip(". ")[:80] or "student"


# ---------------------------------------------------------------- the command


class Bar:
    """A line on the standard error that grows."""

    def __call__(self, done, of, student):
        width = 30 * done // of
        text = f"[{'#' * width}{'.' * (30 - width)}] {done}/{of} {student[:30]:30}"
        ends = "\n" if done == of or not sys.stderr.isatty() else ""
        print(f"\r{text}" if sys.stderr.isatty() else text, end=ends, file=sys.stderr, flush=True)


def main():
    """Read the command line and grade."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("folder", type=Path, help="the submissions: a folder, or one zip")
    ask.add_argument("--chapter", default="", help="notebook's name; without it each submission is asked")
    ask.add_argument("--out", type=Path, help="where results go; by default beside the folder, NAME-grades")
    ask.add_argument("--jobs", type=int, help="submissions at once; by default one a core")
    ask.add_argument("--memory", type=int, default=1024, help="megabytes of one submission")
    ask.add_argument("--minutes", type=float, default=4, help="of the clock for one submission")
    ask.add_argument("--book", default=BOOK, help="address of the folder that holds the book's pages, for links")
    ask.add_argument("--sandbox", choices=sandbox.KINDS, help="instead of the best that works here")
    told = ask.parse_args()
    if not told.folder.exists():
        sys.exit(f"There is no folder {told.folder}. Say which: make grade SUBMISSIONS=folder")
    if told.sandbox and not sandbox.works(told.sandbox):
        sys.exit(f"No {told.sandbox} can be started here.{WITHOUT if told.sandbox in sandbox.CONTAINERS else ''}")
    kind = told.sandbox or sandbox.best()
    print(f"Sandbox: {sandbox.SAYS[kind]}.", file=sys.stderr)
    out = told.out or told.folder.with_name(f"{told.folder.stem}-grades")
    limits = {"memory": told.memory * sandbox.MB, "wall": 60 * told.minutes}
    try:
        rows = grade(told.folder, out, told.chapter, kind, told.jobs, limits, progress=Bar(), book=told.book)
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command goes on from here.")
    except choice.BadChoice as error:
        sys.exit(str(error))
    look = sorted({row["student"] for row in rows if row["outcome"] != "scored"})
    print(f"{out}/results.csv: {len({row['student'] for row in rows})} students. Look yourself at: "
          f"{', '.join(look) or 'nobody'}.")


if __name__ == "__main__":
    main()
