"""The commands for a class can be imported in these tests."""
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "tools" / "classroom"), str(Path(__file__).parent)]
