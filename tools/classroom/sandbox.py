"""A process for code that nobody has read: no network, nothing to write to, and limits on all that it can use up.

Three kinds, the first that works is taken: bubblewrap (`bwrap`), a container (Docker or Podman with an image of the
book's environment, named by DLDM_IMAGE), and a plain process.  A plain process has the limits, but it sees the files
and the network of whoever grades.
"""
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
CONTAINERS = ("docker", "podman")
KINDS = ("bubblewrap", *CONTAINERS, "plain")
SAYS = {
    "bubblewrap": "bubblewrap: no network, no other files, limits",
    "docker": "Docker: no network, no other files, limits", "podman": "Podman: no network, no other files, limits",
    "plain": "a plain process with limits. It can read your files and use the network: install bubblewrap "
             "(apt install bubblewrap) for submissions that you do not trust",
}
NEEDS = ("IPython", "matplotlib", "numpy", "scipy", "sklearn", "pandas")  # what the Python in the sandbox must have
TRIAL = (f"from importlib.util import find_spec; open({str(HERE / 'grade_inside.py')!r}).close(); "
         f"print(6 * 7 if all(map(find_spec, {NEEDS})) else 0)")
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime",
          "/etc/passwd", "/etc/mime.types")
SLACK = 16  # processes more than may be, so that it is seen that they are too many
NOBODY = 61000  # who runs in the sandbox of the first worker if the one who grades is root
MB = 2**20


@dataclass(frozen=True)
class Limits:
    """What one submission may use: seconds of work for a cell, of the clock without a sign of life and for all, bytes
    of memory and of a file, and processes, threads included.
    """

    cell: float = 20
    silent: float = 60
    wall: float = 240
    memory: int = 1024 * MB
    file: int = 32 * MB
    processes: int = 64

    def rlimits(self):
        """The same for the system's own limits, which hold for each process."""
        return {"RLIMIT_AS": self.memory, "RLIMIT_FSIZE": self.file, "RLIMIT_CORE": 0, "RLIMIT_NOFILE": 256,
                "RLIMIT_NPROC": self.processes + SLACK + threads_of(os.getuid()), "RLIMIT_CPU": int(self.wall)}


def threads_of(user):
    """How many threads this user has now: the system counts them all; of root it counts none."""
    count = 0
    for place in Path("/proc").glob("[0-9]*") if user else ():
        with contextlib.suppress(OSError):
            count += len(os.listdir(place / "task")) if place.stat().st_uid == user else 0
    return count


# ---------------------------------------------------------------- the kinds


def _bubblewrap(package, box, limits):
    seen = [name for name in SYSTEM if os.path.exists(name)]
    seen += sorted({sys.prefix, sys.base_prefix, str(HERE), str(package), os.path.realpath(sys.base_prefix)})
    above = dict.fromkeys(str(part) for name in seen for part in reversed(Path(name).parents[:-1]))
    # the folders above what is shown would be root's alone
    binds = [word for name in above for word in ("--perms", "0755", "--dir", name)]
    binds += [word for name in seen for word in ("--ro-bind", name, name)]
    apart = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    # root gives its rights away inside, so that the count of its processes is another user's
    rights = (["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if os.getuid() == 0
              else ["--unshare-user"])
    room = ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--size", str(2 * limits.file), "--tmpfs", "/tmp",
            "--chdir", "/tmp"]
    ends = ["--remount-ro", "/", "--die-with-parent", "--new-session"]
    return ["bwrap", *apart, *rights, *room, *binds, *ends, sys.executable]


def _container(name):
    def command(package, box, limits):
        inside = _surroundings("/tmp")
        del inside["PATH"]  # the image has its own
        # label=disable: where there is SELinux it would hide the volumes
        return [name, "run", "--rm", "-i", "--name", f"dldm-{box.name}", "--network", "none", "--read-only",
                "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--security-opt", "label=disable",
                "--user", str(NOBODY), "--pull", "never", "--entrypoint", "python",
                "--memory", str(limits.memory), "--pids-limit", str(limits.processes),
                "--tmpfs", f"/tmp:size={2 * limits.file}", "--workdir", "/tmp",
                *[f"--env={variable}={value}" for variable, value in inside.items()], "--volume", f"{HERE}:{HERE}:ro",
                "--volume", f"{package}:{package}:ro", os.environ["DLDM_IMAGE"]]
    return command


def _plain(package, box, limits):
    return [sys.executable]


COMMANDS = {"bubblewrap": _bubblewrap, "docker": _container("docker"), "podman": _container("podman"), "plain": _plain}
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def works(kind):
    """True if a process of that kind can be started on this machine, now and without a network, and finds there what
    a submission needs.
    """
    program = {"bubblewrap": "bwrap", "plain": sys.executable}.get(kind, kind)
    if not shutil.which(program) or (kind in CONTAINERS and "DLDM_IMAGE" not in os.environ):
        return False
    with tempfile.TemporaryDirectory() as box:
        command = [*COMMANDS[kind](HERE, Path(box), Limits()), "-c", TRIAL]
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            said = subprocess.run(command, capture_output=True, timeout=60, env=_seen_by(kind, "/tmp"))
            return said.stdout.strip() == b"42"
    return False


def best():
    """The first kind that works."""
    return next(kind for kind in KINDS if works(kind))


def _surroundings(home):
    return {"PATH": "/usr/bin:/bin", "HOME": home, "TMPDIR": home, "MPLCONFIGDIR": home, "IPYTHONDIR": home,
            "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **dict.fromkeys(ONE_THREAD, "1")}


def _seen_by(kind, home):
    """The environment of the program that is started: of a container it is the client, which finds the image by the
    home and the settings of whoever grades; None: the same as here.
    """
    return None if kind in CONTAINERS else _surroundings(home)


# ---------------------------------------------------------------- a box


class Box:
    """A running sandbox: `reader` and `writer` are the ends of the line to the process inside.

    package: folder that holds the `dldm` of the submissions; slot: number of the worker, each of which has but one box.
    """

    def __init__(self, kind, package, limits, slot=0):
        self.kind, self.limits, self.reason, self.ended = kind, limits, "", None
        self.began = self.heard = time.monotonic()  # heard: the last sign of life
        self.home = Path(tempfile.mkdtemp(prefix="dldm-box-"))
        settings = {"rlimits": limits.rlimits(), "paths": [str(package), str(HERE)],
                    "user": NOBODY + slot if kind == "bubblewrap" else 0}
        command = COMMANDS[kind](package, self.home, limits)
        home = str(self.home) if kind == "plain" else "/tmp"
        self.process = subprocess.Popen(
            [*command, str(HERE / "grade_inside.py"), json.dumps(settings)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True, cwd=self.home,
            env=_seen_by(kind, home))
        self.reader, self.writer = self.process.stdout, self.process.stdin

    def watch(self):
        """End the box if it uses too much; returns why it ended, or "" while it runs."""
        if not self.reason and self.process.poll() is not None:
            self.reason = "ended"
        late = time.monotonic() - self.heard > self.limits.silent or time.monotonic() - self.began > self.limits.wall
        if not self.reason and late:
            self.end("time")
        family = [] if self.reason else descendants(self.process.pid)
        if sum(map(threads, family)) > self.limits.processes:
            self.end("processes")
        elif sum(map(resident, family)) > self.limits.memory and sum(map(share, family)) > self.limits.memory:
            self.end("memory")
        return self.reason

    def end(self, reason="done"):
        """Kill all that runs in the box."""
        self.reason = self.reason or reason
        family = descendants(self.process.pid)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for number in family if self.kind == "plain" else ():
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        if self.kind in CONTAINERS:
            subprocess.run([self.kind, "kill", f"dldm-{self.home.name}"], capture_output=True)
        self.process.wait()
        late = time.monotonic() + 5
        while any(map(runs, family)) and time.monotonic() < late:
            time.sleep(0.01)

    def close(self):
        """End the box and forget what was written in it."""
        self.end()
        for file in (self.reader, self.writer):
            with contextlib.suppress(OSError):
                file.close()
        shutil.rmtree(self.home, ignore_errors=True)


# ---------------------------------------------------------------- what processes use (Linux; elsewhere nothing is seen)


def descendants(number):
    """Ids of a process and of all that it started."""
    found, queue = [], [number]
    while queue:
        found.append(queue.pop())
        with contextlib.suppress(OSError):
            for thread in os.listdir(f"/proc/{found[-1]}/task"):
                queue += map(int, Path(f"/proc/{found[-1]}/task/{thread}/children").read_text().split())
    return found


def threads(number):
    """How many threads a process has; 0 if it is gone."""
    try:
        return len(os.listdir(f"/proc/{number}/task"))
    except OSError:
        return 0


def runs(number):
    """True if a process is there and is more than an entry in the list."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def resident(number):
    """Bytes of memory that a process holds, with what it shares."""
    try:
        return int(Path(f"/proc/{number}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def share(number):
    """The same, where what is shared counts once for all that share it."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{number}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
