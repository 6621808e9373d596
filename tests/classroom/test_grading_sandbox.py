"""The sandbox keeps its limits: each is tried out by code that would pass them."""
import shutil
import socket
import stat
import subprocess
import time

import grade
import pytest
import sandbox
from exercise_tools import CHAPTERS, solutions, specs, table
from grade_judge import Judge

LIMITS = sandbox.Limits(cell=5, silent=30, wall=60, memory=800 * sandbox.MB, file=8 * sandbox.MB, processes=40)
CLOSED = sandbox.best() != "plain"  # no other files and no network; of a plain process nobody says so


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    grade.package(folder)
    return folder


def opened(kind, package):
    """A box, and what a cell in it leaves behind: left(code, name)."""
    one = sandbox.Box(kind, package, LIMITS)
    judge = Judge(one.reader, one.writer, LIMITS.cell)

    def left(code, name="left"):
        judge.line.over = ""
        got = judge.line.ask({"run": f"{name} = None\n{code}", "seconds": LIMITS.cell})
        value = judge.answers([name])[name]
        judge.hang_up()
        return got["stopped"] or value

    one.left = left
    return one


@pytest.fixture
def box(package):
    one = opened(sandbox.best(), package)
    yield one
    one.close()


TRY = "try:\n    {}\n    left = 'done'\nexcept (OSError, MemoryError) as error:\n    left = type(error).__name__"
FORKS = """
import os, time
children = []
try:
    for _ in range({}):
        children.append(os.fork())
        if not children[-1]:
            time.sleep(20)
            os._exit(0)
    left = "done"
except OSError as error:
    left = type(error).__name__
for child in children:
    os.kill(child, 9)
    os.waitpid(child, 0)
"""


def test_bubblewrap_is_used_where_it_works():
    free = [shutil.which("bwrap") or "false", "--ro-bind", "/", "/", "--unshare-net", "true"]
    assert sandbox.works("bubblewrap") == (subprocess.run(free).returncode == 0)


def test_nothing_of_this_machine_can_be_reached(box, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the answers")
    tmp_path.chmod(0o777)
    secret.chmod(0o666)
    with socket.create_server(("127.0.0.1", 0)) as server:
        call = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), timeout=3)"
        answers = [box.left(TRY.format(code)) for code in (call, f"open({str(secret)!r}).read()",
                                                           f"open({str(secret)!r}, 'w').write('x')")]
    assert answers == (["ConnectionRefusedError", *["FileNotFoundError"] * 2] if CLOSED else ["done"] * 3)
    assert (secret.read_text() == "the answers") == CLOSED
    assert box.left("import os\nleft = os.environ.get('HOME') and 'SECRET_OF_THE_TEACHER' in os.environ") is False


def test_what_is_shown_cannot_be_written(box, package):
    for place in (package, sandbox.HERE):
        before = sorted(path.name for path in place.iterdir())
        said = box.left(TRY.format(f"open({str(place / 'written')!r}, 'w').write('x')"))
        (place / "written").unlink(missing_ok=True)
        assert said == ("OSError" if CLOSED else "done")
        assert not CLOSED or sorted(path.name for path in place.iterdir()) == before
    answers = sandbox.HERE.parents[1] / "answers"
    assert box.left(f"import os\nleft = os.path.exists({str(answers)!r})") is not CLOSED


def test_the_exercises_in_the_box_know_no_answer(box, package):
    names = {path.name for path in (package / "dldm" / "exercises").rglob("*.py")}
    assert names == {"__init__.py", "check.py", "guard.py", "inventory.py"}
    assert box.left("from dldm.exercises.mining import centres") == ["ModuleNotFoundError", "No module named "
                                                                     "'dldm.exercises.mining' (line 2 of your cell)"]


def test_memory_files_processes_and_descriptors_are_limited(box):
    assert box.left(TRY.format("x = bytearray(700_000_000)")) == "MemoryError"
    assert box.left(TRY.format("x = bytearray(100_000_000)")) == "done"
    assert box.left(TRY.format("open('big', 'wb').write(bytes(9_000_000))")) == "OSError"
    assert box.left(TRY.format("open('big', 'wb').write(bytes(7_000_000))")) == "done"
    assert box.left(TRY.format("files = [open('/dev/null') for _ in range(300)]")) == "OSError"
    counted = CLOSED or sandbox.os.getuid()  # the system counts no process of root
    assert box.left(FORKS.format(20)) == "done" and not box.watch()
    assert box.left(FORKS.format(90)) == ("BlockingIOError" if counted else "done")


def ends(box, code):
    """Why the box ends that runs this code."""
    box.writer.write(f'{{"run": {code!r}, "seconds": 100}}\n'.replace("'", '"').encode())
    box.writer.flush()
    end = time.monotonic() + 25
    while not box.watch() and time.monotonic() < end:
        time.sleep(0.05)
    return box.reason


def test_memory_of_many_processes_together_ends_the_box(box):
    code = "import os, time;[os.fork() for _ in range(3)];x = bytearray(b.x.) * 200000000;time.sleep(50)"
    assert ends(box, code.replace("b.x.", "[1]")) == "memory"


def test_the_clock_ends_the_box_and_all_in_it(package):
    one = sandbox.Box(sandbox.best(), package, sandbox.Limits(silent=2))
    try:
        assert ends(one, "import time; time.sleep(60)") == "time"
        assert one.process.poll() is not None and sandbox.descendants(one.process.pid) == [one.process.pid]
    finally:
        one.close()
    assert not one.home.exists()


DAEMON = """
import os, time
if not os.fork():
    os.setsid()
    if not os.fork():
        time.sleep(60)
    os._exit(0)
os.wait()
"""


@pytest.mark.parametrize("kind", sorted({sandbox.best(), "plain"}))
def test_nothing_that_a_submission_started_lives_on(kind, package):
    one = opened(kind, package)
    one.left(DAEMON)
    family = sandbox.descendants(one.process.pid)
    assert sum(map(sandbox.runs, family)) > 1, "the daemon runs"
    one.close()
    assert not any(map(sandbox.runs, family))


@pytest.mark.parametrize("id", ["ch06s-i2", "ch05-3-i2"])
def test_checks_that_hand_things_over_or_watch_a_function_judge_as_in_a_notebook(id, package):
    """The one hands tickets and a cluster to the function, the other counts its fits."""
    chapter = next(name for name in CHAPTERS if id in specs(name))
    codes = {"solution": solutions(chapter)[id], **table(chapter, "WRONG")[id]}
    one = sandbox.Box(sandbox.best(), package, LIMITS)
    judge, got = Judge(one.reader, one.writer, LIMITS.cell), {}
    for trap, code in codes.items():
        got[trap] = dict(judge.verdicts({0: code}, {id: 0}, [id]))[id]
    one.close()
    assert {trap: verdict.key or "solution" for trap, verdict in got.items()} == {trap: trap for trap in codes}


def test_a_container_is_started_without_network_rights_and_room(tmp_path, monkeypatch, package):
    """A stand-in for Docker notes what it is asked for, and runs the rest."""
    said = tmp_path / "said"
    program = tmp_path / "docker"
    program.write_text(f'#!/bin/sh\necho "$HOME: $@" >> {said}\nwhile [ "$1" != image ]; do shift; done\nshift\n'
                       f'exec {sandbox.sys.executable} "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("HOME", "/home/teacher")
    assert not sandbox.works("docker"), "without an image"
    monkeypatch.setenv("DLDM_IMAGE", "image")
    assert sandbox.works("docker")
    for part in ("--network none", "--read-only", "--cap-drop ALL", "--memory", "--pids-limit", "no-new-privileges",
                 "/home/teacher: run", "--entrypoint python", "--env=HOME=/tmp"):
        assert part in said.read_text()
    whole = program.read_text()
    program.write_text(whole.replace(sandbox.sys.executable, f"{sandbox.sys.executable} -S"))
    assert not sandbox.works("docker"), "an image without the book's environment"
    program.write_text(whole)
    monkeypatch.setattr(shutil, "which", lambda name: None if name in ("bwrap", "podman") else name)
    assert sandbox.best() == "docker"
    monkeypatch.delenv("DLDM_IMAGE")
    assert sandbox.best() == "plain"


def test_a_sandbox_that_does_not_start_and_an_empty_folder_grade_nobody(tmp_path, monkeypatch):
    monkeypatch.delenv("DLDM_IMAGE", raising=False)
    monkeypatch.setattr(sandbox.sys, "argv", ["grade.py", str(tmp_path), "--sandbox", "docker"])
    with pytest.raises(SystemExit, match="No docker can be started here. DLDM_IMAGE must name an image"):
        grade.main()
    monkeypatch.setattr(sandbox.sys, "argv", ["grade.py", str(tmp_path)])
    with pytest.raises(SystemExit, match="There is no submission in "):
        grade.main()
    assert not tmp_path.with_name(f"{tmp_path.name}-grades").exists()


def test_who_has_no_answer_because_the_cell_stopped_is_told_why(package):
    one = sandbox.Box(sandbox.best(), package, LIMITS)
    judge = Judge(one.reader, one.writer, 1)
    code = {0: "answer_p1 = [1, 2][5]", 1: "answer_v1 = 'c'\nwhile True:\n    pass"}
    ids = ["ch05-1a-p1", "ch05-1a-v1", "ch05-1a-p2"]
    got = dict(judge.verdicts(code, {ids[0]: 0, ids[1]: 1}, ids))
    one.close()
    assert got[ids[0]].message == ("your cell stopped before there was an answer: IndexError: list index out of range"
                                   " (line 1 of your cell).")
    assert (got[ids[1]].state, got[ids[1]].note) == ("correct", "its cell stopped: it was still running after 1 seconds"
                                                     " of work")
    assert got[ids[2]].note == "" and "`answer_p2` does not exist yet" in got[ids[2]].message


def test_the_cell_of_an_explorable_runs_without_its_pictures(package):
    one = opened(sandbox.best(), package)
    code = ("import numpy as np\nfrom dldm.page import play\nfrom dldm.page.explore import Points, explore\n"
            "board = explore(lambda points: play([0], None, str, 'A', 'b'), points=Points(np.ones((2, 2))))\n"
            "left = board.values['points'].sum()")
    try:
        assert one.left(code) == 4
    finally:
        one.close()
