"""Runs somebody else's code for `exercises.check`: limits its time and its printing,
and disarms `exit`.
"""
from __future__ import annotations

import contextlib
import io
import sys
import threading
import time

try:
    import signal
except ImportError:  # some Pythons in the browser
    signal = None

# the processor's clock, which stands still in the browser
worked = time.process_time if time.process_time() else time.monotonic
SECONDS, CHARACTERS = 5, 200_000  # what one check may take and print
PATIENCE = 6  # how many times its seconds a check may last that has to wait


class TooSlow(BaseException):
    """Out of time; not an Exception, so that a learner's `except Exception` does not
    catch it.
    """


class TooLoud(BaseException):
    """Printed more than CHARACTERS."""


class Sink(io.TextIOBase):
    """Counts what is printed and keeps none of it."""

    size = 0

    def write(self, text):
        """Count the text; raises TooLoud past the limit."""
        self.size += len(text)
        if self.size > CHARACTERS:
            raise TooLoud
        return len(text)


@contextlib.contextmanager
def deadline(seconds):
    """Raise TooSlow inside the block once it has worked for so many seconds.

    What counts is the processor's time: on a busy machine the code has to wait, which
    is no fault of its own.  Nobody waits for more than PATIENCE times the seconds.
    """
    armed, began, work = [True], time.monotonic(), worked()

    def late(*_):
        lasted = time.monotonic() - began
        if armed and (worked() - work > seconds or lasted > PATIENCE * seconds):
            raise TooSlow

    is_main = threading.current_thread() is threading.main_thread()
    timer = hasattr(signal, "setitimer") and is_main
    stop = (_alarm if timer else _trace)(late, seconds)
    try:
        try:
            yield
        finally:
            # first of all: the timer may go off while it is being stopped
            armed.clear()
    finally:
        stop()


def _alarm(late, seconds):
    """Call `late` after so many seconds, then again and again: a bare `except:` may
    swallow the first.
    """
    old = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.02)

    def stop():
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)

    return stop


def _trace(late, seconds):
    """Where there are no timers: look at the clock at every step, which makes plain
    Python several times slower.
    """
    end, old = time.monotonic() + 4 * seconds, sys.gettrace()

    def look(frame, *_):
        frame.f_trace_opcodes = True  # `while True: pass` never reaches a new line
        if time.monotonic() > end:
            late()
        return look

    sys.settrace(look)
    return lambda: sys.settrace(old)


@contextlib.contextmanager
def unwatched():
    """For the book's own code within a check, such as the training of nets: nobody
    looks at the clock in this block, which `_trace` does at every step of Python.
    """
    watch = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(watch)


@contextlib.contextmanager
def no_exit(ns):
    """IPython's `exit` does not raise, it ends the kernel after the cell: make it raise
    in this block.
    """
    kept = {name: ns[name] for name in ("exit", "quit") if name in ns}
    ns.update(dict.fromkeys(kept, sys.exit))
    try:
        yield
    finally:
        ns.update(kept)


@contextlib.contextmanager
def guard(ns):
    """All limits at once, for code that lives in the namespace `ns`."""
    with contextlib.redirect_stdout(Sink()), contextlib.redirect_stderr(Sink()), \
            no_exit(ns), deadline(SECONDS):
        yield


def describe(error, ns):
    """Type, text and line of an exception, whatever that exception does when it is
    printed.
    """
    text, trace, line = type(error).__name__, error.__traceback__, 0
    with contextlib.suppress(BaseException):
        text += f": {str(error)[:200]}"
    while trace:
        line = trace.tb_lineno if trace.tb_frame.f_globals is ns else line
        trace = trace.tb_next
    return f"{text} (line {line} of your cell)" if line else text
