"""Where the book's own data lie; sources, licences and checksums stand in
data/README.md.
"""
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
