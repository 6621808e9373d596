"""The book's data that have an order: one loader a data set, as in `datasets`; sources stand in data/README.md."""
import csv
import gzip
import json

import numpy as np

from .datasets import DATA, docstrings

ALPHABET = "abcdefghijklmnopqrstuvwxyz "


def calls():
    """What 2557 functions of Python's standard library call: for each the list of the called names, in order.

    Source: CPython 3.11, functions that call at least three names which forty functions call.
    """
    record = json.loads(gzip.decompress((DATA / "calls.json.gz").read_bytes()))
    return [line.split() for line in record["sequences"]]


def documentation():
    """The docstrings as one text of letters: whole numbers (T,) from 0 to 26, places in `ALPHABET`.

    Everything that is no letter from a to z counts as a space, and spaces in a row as one.
    """
    text = " ".join("".join(c if c in ALPHABET else " " for c in " ".join(docstrings().texts).lower()).split())
    return np.array([ALPHABET.index(c) for c in text])


def seattle():
    """Four years of days in Seattle from 1 January 2012: rain (1461,) in millimetres.

    Source: National Oceanic and Atmospheric Administration.
    """
    with open(DATA / "seattle_weather.csv", newline="", encoding="utf-8") as file:
        return np.array([float(row["precipitation"]) for row in csv.DictReader(file)])


def airline():
    """Passengers of international airlines, in thousands, each month from January 1949 to December 1960: (144,).

    Source: Box & Jenkins 1970, Series G.
    """
    with open(DATA / "airline.csv", newline="", encoding="utf-8") as file:
        return np.array([float(row["value"]) for row in csv.DictReader(file)])


def onegin():
    """Markov's counts of the first 20,000 letters of Eugene Onegin: a dict of counts.

    vowels, consonants; vowel_vowel and consonant_consonant: how many of the letters after such a letter are alike.
    Source: Markov 1913.
    """
    return {"vowels": 8638, "consonants": 11362, "vowel_vowel": 1104, "consonant_consonant": 3827}


def hmm_peers():
    """Seconds of one step of Baum-Welch, and of Viterbi, in the book's code and in hmmlearn: a dict.

    "rows": [states, observations, "log" or "scaling" or "viterbi", ours, hmmlearn's], and the versions.
    Source: benchmarks/speed_hidden_markov.py --record.
    """
    return json.loads((DATA / "hmm_peers.json").read_text(encoding="utf-8"))
