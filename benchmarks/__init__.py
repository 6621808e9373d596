"""Benchmarks, run from the top folder: python -m benchmarks.speed.nn.  One thread each; dldm is found in book/."""
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"):
    os.environ[name] = "1"  # before NumPy is imported
sys.path.insert(0, str(ROOT / "book"))
