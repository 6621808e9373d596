"""Where the repository lies; the extensions of the build and the package can be imported after this module."""
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "ext"), str(ROOT / "book")]
