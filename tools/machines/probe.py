"""Says what this process computes with: python tools/machines/probe.py [simd]

Without an argument as JSON: OpenBLAS's kernels and threads, and the instructions that NumPy chose to use.
With `simd` the names of the latter alone, as NPY_DISABLE_CPU_FEATURES wants them.
"""
import json
import sys

import numpy as np
import scipy.linalg
from numpy._core import _multiarray_umath as umath
from threadpoolctl import threadpool_info


def simd():
    """Names of the instruction sets that NumPy picks at run time and that this processor has."""
    return [name for name in umath.__cpu_dispatch__ if umath.__cpu_features__[name]]


def compute():
    """A little of everything, in single and double: a kernel that the processor cannot run ends the process here."""
    for kind in (np.float32, np.float64):
        A = np.random.default_rng(0).normal(size=(150, 150)).astype(kind)
        np.linalg.svd(A @ A.T @ A[0][:, None] + A)
        scipy.linalg.solve(A, A.T)
        scipy.linalg.eigh(A @ A.T)


def main():
    compute()
    pools = [pool for pool in threadpool_info() if pool["internal_api"] == "openblas"]
    print(json.dumps({"kernels": sorted({pool["architecture"] for pool in pools}), "simd": simd(),
                      "threads": max(pool["num_threads"] for pool in pools)}))


if __name__ == "__main__":
    print(*simd()) if sys.argv[1:] == ["simd"] else main()
