"""Writes the runner's edition of the last build: python tools/notebooks"""
from edition import write
from roots import ROOT

TARGET = ROOT / "_build" / "notebooks"

if __name__ == "__main__":
    made, chapters = write(TARGET)
    print(f"{TARGET}: {len(made)} notebooks, and a zip for each of the {len(chapters)} chapters")
