"""The process in the sandbox: it takes on its limits and its place, and then runs the cells (`grade_cells.py`).

It is started by `sandbox.py` as `python grade_inside.py SETTINGS`, listens on its standard input and answers on what
was its standard output.
"""
import contextlib
import ctypes
import json
import os
import resource
import sys

SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h


def limit(limits):
    """Take these limits on, and the rights of nobody; they can only be lowered from here on."""
    with contextlib.suppress(OSError, AttributeError):  # on Linux what its children leave behind stays below it
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    for name, value in limits["rlimits"].items():
        with contextlib.suppress(ValueError, OSError):  # an own limit that is lower already stays
            resource.setrlimit(getattr(resource, name), (value, value))
    if os.getuid() == 0 and limits["user"]:
        os.setgroups([])
        os.setgid(limits["user"])
        os.setuid(limits["user"])


def talk():
    """(reader, writer) of the line to the judge; what the cells print or read goes nowhere."""
    reader, writer = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return reader, writer


if __name__ == "__main__":
    settings = json.loads(sys.argv[1])
    limit(settings)
    sys.path[:0] = settings["paths"]

    from grade_cells import Inside

    try:
        Inside(*talk()).listen()
    finally:
        os._exit(0)  # threads that are still busy are not waited for
