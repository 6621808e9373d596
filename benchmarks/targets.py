"""One line per target: what was measured, what was wanted, and whether it was met."""
import os
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"):
    os.environ[name] = "1"  # one thread, before NumPy is imported
missed = []


def at_most(what, measured, limit, unit=""):
    line(what, f"{measured:.3g} {unit}", f"at most {limit:g}", measured <= limit)


def at_least(what, measured, limit, unit=""):
    line(what, f"{measured:.3g} {unit}", f"at least {limit:g}", measured >= limit)


def line(what, measured, target, met):
    print(f"{'met   ' if met else 'MISSED'}  {what:<58}{measured:>14}   {target}", flush=True)
    missed.extend([] if met else [what])


def finish():
    """Exit with an error if a target was missed."""
    sys.exit(f"missed: {'; '.join(missed)}" if missed else None)
