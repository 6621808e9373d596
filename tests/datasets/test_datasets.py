"""The book's data: shapes and ranges, checksums, and no network."""
import hashlib
import importlib
import importlib.util
import re
import socket
import subprocess
import sys
from collections import Counter
from types import SimpleNamespace

import numpy as np
import pytest
from dldm import datasets
from dldm.datasets.files import statsmodels_file

FILES = sorted(path.name for path in datasets.DATA.iterdir() if path.name != "README.md")
TEXT = (datasets.DATA / "README.md").read_text(encoding="utf-8")
LOADERS = [thing for thing in vars(datasets).values() if getattr(thing, "__module__", "").startswith("dldm.datasets.")]
LISTED = dict(re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", TEXT, re.M))


def test_every_file_is_listed_and_every_listed_file_is_there():
    assert FILES and sorted(LISTED) == FILES


@pytest.mark.parametrize("name", FILES)
def test_checksum_is_the_listed_one(name):
    assert hashlib.sha256((datasets.DATA / name).read_bytes()).hexdigest() == LISTED[name]


@pytest.mark.parametrize("loader", LOADERS)
def test_loaders_never_touch_the_network(loader, monkeypatch):
    def refuse(*args, **options):
        raise AssertionError("a loader opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert loader() is not None


def test_both_modules_have_loaders():
    assert {"biopsies", "calls"} <= {loader.__name__ for loader in LOADERS}


def test_biopsies():
    data = datasets.biopsies()
    assert data.X.shape == (569, 30) and data.y.sum() == 357 and set(data.y) == {0, 1}
    assert len(data.feature_names) == 30 and data.feature_names[0] == "mean radius"
    assert data.X.min() >= 0 and data.X.max() > 4000  # unscaled: areas beside fractions


def test_biopsies_ten_is_a_split_by_class_of_the_first_ten_columns():
    X_train, X_test, y_train, y_test = datasets.biopsies_ten()
    assert X_train.shape == (426, 10) and X_test.shape == (143, 10)
    assert y_train.mean() == pytest.approx(y_test.mean(), abs=0.005)
    whole = datasets.biopsies().X[:, :10]
    assert sorted(map(tuple, np.vstack([X_train, X_test]))) == sorted(map(tuple, whole))


def test_digits():
    data = datasets.digits()
    assert data.X.shape == (1797, 64) and data.X.min() == 0 and data.X.max() == 1
    assert set(data.y) == set(range(10))


def test_a_missing_shipper_is_named_as_a_missing_import_would_be(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="pip install scikit-learn") as caught:
        datasets.digits()
    assert caught.value.name == "sklearn"  # a page fetches the package of that name and runs the cell again


def test_irises():
    data = datasets.irises()
    assert data.X.shape == (150, 4) and np.bincount(data.y).tolist() == [50, 50, 50]
    assert data.species == ["setosa", "versicolor", "virginica"]


def test_keras_fixture():
    record = datasets.keras_fixture()
    shapes = [(10, 10), (10,), (10, 10), (10,), (10, 1), (1,)]
    assert [w.shape for w in record["initial"]] == [w.shape for w in record["final"]] == shapes
    assert len(record["loss"]) == 10 and len(record["p_test"]) == 143
    assert all(0 < p < 1 for p in record["p_test"]) and record["loss"][-1] < record["loss"][0]


def test_credit():
    data = datasets.credit()
    assert data.numbers.shape == (4454, 9) and data.categories.shape == (4454, 4)
    assert data.y.sum() == 1254 and set(data.y) == {0, 1}
    assert np.isnan(data.numbers[:, data.number_names.index("Income")]).sum() == 381
    assert data.category_names == ["Home", "Marital", "Records", "Job"] and (data.categories[:, 3] == "").sum() == 2


def test_docstrings():
    data = datasets.docstrings()
    assert len(data.texts) == len(data.module) == len(data.topic) == 1250 and len(set(data.texts)) == 1250
    assert set(data.topic) == {"text", "numbers", "files", "network", "running"}
    assert len({(m, t) for m, t in zip(data.module, data.topic)}) == len(set(data.module)) == 57  # one topic a module


def test_play_tennis():
    data = datasets.play_tennis()
    assert data.X.shape == (14, 4) and (data.y == "yes").sum() == 9
    assert data.X[0].tolist() == ["sunny", "hot", "high", "weak"]


def test_longley():
    data = datasets.longley()
    assert data.X.shape == (16, 6) and data.y.shape == (16,) and len(data.names) == 6
    assert data.X[:, 5].tolist() == list(range(1947, 1963)) and data.y[0] == 60323
    assert data.certified.coefficients.shape == (7,) and 0.99 < data.certified.r_squared < 1


def test_cars():
    data = datasets.cars()
    assert data.horsepower.shape == data.y.shape == (392,)
    assert (data.horsepower.min(), data.horsepower.max()) == (46, 230) and np.isfinite(data.y).all()
    assert (data.weight.min(), data.weight.max(), data.year.min(), data.year.max()) == (1613, 5140, 70, 82)
    assert [(data.origin == kind).sum() for kind in ("USA", "Europe", "Japan")] == [245, 68, 79]


def test_diabetes():
    data = datasets.diabetes()
    assert data.X.shape == (442, 10) and data.X.std(axis=0) == pytest.approx(np.full(10, 442**-0.5))
    assert (data.y.min(), data.y.max()) == (25, 346) and data.names[2] == "bmi"


def test_wines():
    data = datasets.wines()
    assert data.X.shape == (178, 13) and np.bincount(data.y).tolist() == [59, 71, 48]
    assert (np.diff(data.y) >= 0).all() and data.names[0] == "alcohol"


def theirs(name):
    return importlib.import_module(f"statsmodels.datasets.{name}").load_pandas().data


@pytest.fixture(params=["installed", "missing"])
def statsmodels(request, monkeypatch):
    if request.param == "missing":
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    return request.param


@pytest.mark.parametrize("name", ["sunspots", "nile", "co2", "anes96", "fair", "china_smoking"])
def test_the_copies_are_the_files_of_statsmodels(name):
    installed, copy = statsmodels_file(name), datasets.DATA / f"{name}.csv"
    assert installed != copy and installed.read_bytes() == copy.read_bytes()


def test_data_of_statsmodels_are_its_own_numbers_whether_it_is_installed_or_not(statsmodels):
    spots, river, people, wives = theirs("sunspots"), theirs("nile"), theirs("anes96"), theirs("fair")
    assert (statsmodels_file("nile").parent == datasets.DATA) == (statsmodels == "missing")
    assert np.array_equal(np.c_[datasets.sunspots().year, datasets.sunspots().number], spots.to_numpy())
    assert np.array_equal(np.c_[datasets.nile().year, datasets.nile().flow], river.to_numpy())
    assert np.array_equal(datasets.voters().X, people[["age", "educ", "income", "PID"]].to_numpy())
    assert np.array_equal(datasets.affairs().age, wives["age"].to_numpy())
    assert np.array_equal(datasets.affairs().had_affair, wives["affairs"].to_numpy() > 0)
    assert np.array_equal(datasets.smoking().reshape(8, 4), theirs("china_smoking").to_numpy()[:, -4:])
    monthly = theirs("co2")["co2"].resample("MS").mean().interpolate().to_numpy()
    assert datasets.carbon_dioxide().ppm == pytest.approx(monthly, rel=1e-14)


def test_a_file_that_statsmodels_lacks_is_the_copy(monkeypatch, tmp_path):
    found = SimpleNamespace(submodule_search_locations=[tmp_path])
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: found)
    assert statsmodels_file("nile") == datasets.DATA / "nile.csv"


def test_data_of_statsmodels_do_not_import_it():
    code = ("import sys; from dldm import datasets as d; "
            "d.sunspots(), d.nile(), d.smoking(), d.voters(), d.affairs(), d.carbon_dioxide(); "
            "assert not {'statsmodels', 'pandas'} & set(sys.modules)")
    subprocess.run([sys.executable, "-c", code], cwd=datasets.DATA.parents[2], check=True)


def test_smoking_raises_the_odds_of_cancer_in_every_city():
    (a, b), (c, d) = np.moveaxis(datasets.smoking(), 0, 2)
    assert ((a * d) / (b * c) > 1.5).all() and (a + b + c + d).sum() == 8419


def test_carbon_dioxide():
    ppm = datasets.carbon_dioxide().ppm
    assert ppm.shape == (526,) and 310 < ppm.min() < ppm.max() < 375 and np.isfinite(ppm).all()


def test_penguins_and_earthquakes():
    birds, quakes = datasets.penguins(), datasets.earthquakes()
    assert birds.X.shape == (342, 4) and np.isfinite(birds.X).all() and np.bincount(birds.y).tolist() == [151, 68, 123]
    assert birds.species.tolist() == ["Adelie", "Chinstrap", "Gentoo"]
    assert birds.X[0].tolist() == [39.1, 18.7, 181, 3750]
    assert quakes.X.shape == (1679, 2) and np.abs(quakes.X).max(axis=0) == pytest.approx([180, 90], abs=25)
    assert len(quakes.magnitude) == len(quakes.place) == 1679
    assert sum("Taiwan" in place for place in quakes.place) == 20


def test_coastlines_are_where_cities_by_the_sea_are():
    coast = datasets.coastlines()
    gaps = np.isnan(coast).all(axis=1)
    assert coast.shape == (5244, 2) and gaps.sum() == 127 and not np.isnan(coast[~gaps]).any()
    for city, at in {"Lisbon": (-9.1, 38.7), "Anchorage": (-149.9, 61.2), "Lima": (-77.1, -12.1),
                     "Perth": (115.8, -32.0), "Hualien": (121.6, 24.0)}.items():
        assert np.hypot(*(coast[~gaps] - at).T).min() < 2, city
    assert np.hypot(*(coast[~gaps] - (37.6, 55.8)).T).min() > 5  # Moscow


def test_great_earthquakes():
    data = datasets.great_earthquakes()
    assert data.year.tolist() == list(range(1900, 2007)) and data.count.shape == (107,)
    assert data.count[:3].tolist() == [13, 14, 8] and data.count.max() == 41 and data.count.min() == 6


def test_titanic():
    data = datasets.titanic()
    assert data.X.shape == (2201, 4) and data.names == ["class", "sex", "age", "survived"]
    aboard = Counter(data.X[:, :3].ravel().tolist())
    assert [aboard[kind] for kind in ("1st", "2nd", "3rd", "Crew")] == [325, 285, 706, 885]
    assert (aboard["Female"], aboard["Child"]) == (470, 109)
    saved = data.X[data.X[:, 3] == "Yes"]
    assert [(saved[:, 0] == kind).sum() for kind in ("1st", "2nd", "3rd", "Crew")] == [203, 118, 178, 212]
    assert (saved[:, 1] == "Female").sum() == 344 and (saved[:, 2] == "Child").sum() == 57


def test_onegin():
    n = datasets.onegin()
    assert n["vowels"] + n["consonants"] == 20_000
    into, out_of = n["consonants"] - n["consonant_consonant"], n["vowels"] - n["vowel_vowel"]
    assert into == out_of + 1  # vowels that follow a consonant and that are followed by one alternate
    assert (f"{n['vowel_vowel'] / n['vowels']:.3f}", f"{into / n['consonants']:.3f}") == ("0.128", "0.663")


def test_berkeley():
    counts = datasets.berkeley()
    assert len(counts) == 12 and sum(map(sum, counts.values())) == 4526
    assert counts["A", "Male"] == (512, 313) and counts["F", "Female"] == (24, 317)


def test_compas_and_churn():
    counts = datasets.compas()
    assert {group: sum(four) for group, four in counts.items()} == {"black": 3696, "white": 2454}
    data = datasets.churn()
    assert data.X.shape == (5000, 17) and len(data.names) == 17 and data.y.sum() == 707
    assert not {"state", "area_code", "churn"} & set(data.names) and np.isfinite(data.X).all()
    assert set(data.X[:, data.names.index("international_plan")]) == {0, 1}


def test_an_unknown_record_gets_one_clear_message():
    with pytest.raises(ValueError, match="unknown set '9 x 9': choose one of '28 x 28', "):
        datasets.learning_curves("9 x 9")


def test_texts_and_calls_are_whole():
    text = datasets.documentation()
    assert set(text) == set(range(27)) and not ((text[1:] == 26) & (text[:-1] == 26)).any()
    words = "".join(datasets.ALPHABET[i] for i in text[:200])
    assert words.split()[:3] == re.sub("[^a-z]+", " ", datasets.docstrings().texts[0].lower()).split()[:3]
    assert len(datasets.calls()) == 2557 and min(map(len, datasets.calls())) >= 3
    assert datasets.seattle().shape == (1461,) and (datasets.seattle() >= 0).all()
    assert datasets.airline().shape == (144,) and datasets.airline()[[0, -1]].tolist() == [112, 432]
