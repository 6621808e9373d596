"""Data that have an order: texts, series and calls."""
import csv
import gzip
import json
from types import SimpleNamespace

import numpy as np

from .files import DATA, statsmodels_columns


def docstrings():
    """Docstrings of Python's standard library: texts (1250,), module (1250,) and topic
    (1250,), all strings.

    Source: CPython 3.11, by benchmarks/record/docstrings.py.
    """
    text = gzip.decompress((DATA / "docstrings.json.gz").read_bytes())
    rows = json.loads(text)["rows"]
    topic, module, texts = map(np.array, zip(*rows))
    return SimpleNamespace(texts=texts, module=module, topic=topic)


def carbon_dioxide():
    """Carbon dioxide on Mauna Loa, March 1958 to December 2001: ppm (526,), means of
    months, gaps filled by lines.

    Source: Keeling and Whorf 2004, as shipped by statsmodels.
    """
    data = statsmodels_columns("co2")
    weeks = [(day, float(ppm)) for day, ppm in zip(data["date"], data["co2"]) if ppm]
    month = np.array([12 * int(day[:4]) + int(day[4:6]) for day, _ in weeks])
    month -= month[0]
    count = np.bincount(month)
    sums = np.bincount(month, [ppm for _, ppm in weeks])
    known = np.flatnonzero(count)
    return SimpleNamespace(ppm=np.interp(np.arange(len(count)), known,
                                         sums[known] / count[known]))


def sunspots():
    """Yearly numbers of sunspots: year (309,) from 1700 to 2008, and number (309,).

    Source: National Geophysical Data Center, as shipped by statsmodels.
    """
    data = statsmodels_columns("sunspots")
    return SimpleNamespace(year=np.array(data["YEAR"], dtype=int),
                           number=np.array(data["SUNACTIVITY"], dtype=float))


def nile():
    """The Nile's yearly flow at Aswan in 10^8 cubic metres: year (100,) from 1871 to
    1970, and flow (100,).

    Source: Cobb 1978, as shipped by statsmodels.
    """
    data = statsmodels_columns("nile")
    return SimpleNamespace(year=np.array(data["year"], dtype=int),
                           flow=np.array(data["volume"], dtype=float))


def great_earthquakes():
    """Earthquakes of magnitude 7 or more in the world: year (107,) from 1900 and count
    (107,).

    Source: US Geological Survey, as printed by Zucchini and MacDonald 2009.
    """
    counts = """13 14 8 10 16 26 32 27 18 32 36 24 22 23 22 18 25 21 21 14 8 11 14 23
        18 17 19 20 22 19 13 26 13 14 22 24 21 22 26 21 23 24 27 41 31 27 35 26 28 36
        39 21 17 22 17 19 15 34 10 15 22 18 15 20 15 22 19 16 30 27 29 23 20 16 21 21
        25 16 18 15 18 14 10 15 8 15 6 11 8 7 18 16 13 12 13 20 15 16 12 18 15 16 13
        15 16 11 11"""
    return SimpleNamespace(year=np.arange(1900, 2007),
                           count=np.array(counts.split(), dtype=int))

ALPHABET = "abcdefghijklmnopqrstuvwxyz "


def calls():
    """What 2557 functions of Python's standard library call: for each the list of the
    called names, in order.

    Source: CPython 3.11, functions that call at least three names which forty functions
    call.
    """
    record = json.loads(gzip.decompress((DATA / "calls.json.gz").read_bytes()))
    return [line.split() for line in record["sequences"]]


def documentation():
    """The docstrings as one text of letters: whole numbers (T,) from 0 to 26, places in
    `ALPHABET`.

    Everything that is no letter from a to z counts as a space, and spaces in a row as
    one.
    """
    text = " ".join("".join(c if c in ALPHABET else " "
                            for c in " ".join(docstrings().texts).lower()).split())
    return np.array([ALPHABET.index(c) for c in text])


def seattle():
    """Four years of days in Seattle from 1 January 2012: rain (1461,) in millimetres.

    Source: National Oceanic and Atmospheric Administration.
    """
    with open(DATA / "seattle_weather.csv", newline="", encoding="utf-8") as file:
        return np.array([float(row["precipitation"]) for row in csv.DictReader(file)])


def airline():
    """Passengers of international airlines, in thousands, each month from January 1949
    to December 1960: (144,).

    Source: Box & Jenkins 1970, Series G.
    """
    with open(DATA / "airline.csv", newline="", encoding="utf-8") as file:
        return np.array([float(row["value"]) for row in csv.DictReader(file)])


def onegin():
    """Markov's counts of the first 20,000 letters of Eugene Onegin: a dict of counts.

    vowels, consonants; vowel_vowel and consonant_consonant: how many of the letters
    after such a letter are alike.
    Source: Markov 1913.
    """
    return {"vowels": 8638, "consonants": 11362, "vowel_vowel": 1104,
            "consonant_consonant": 3827}
