"""The book's data: one loader a data set, always from this machine, never from the network.

Sources, licences and checksums stand in data/README.md; scikit-learn's own sets come with scikit-learn.
"""
import csv
import gzip
import json
import warnings
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from ._data_people import affairs, churn, compas, digits_28, voters  # noqa: F401
from ._data_records import learning_curves, perceptron_record  # noqa: F401

DATA = Path(__file__).resolve().parents[1] / "data"


def biopsies():
    """Wisconsin breast biopsies: X (569, 30), y (569,) with 1 = benign, 0 = malignant, and the columns' names.

    Source: Street, Wolberg & Mangasarian 1993, as shipped by scikit-learn.
    """
    from sklearn.datasets import load_breast_cancer

    data = load_breast_cancer()
    return SimpleNamespace(X=data.data, y=data.target, feature_names=[str(name) for name in data.feature_names])


def biopsies_ten():
    """(X_train, X_test, y_train, y_test): the ten "mean" columns of `biopsies`, unscaled, split 426 : 143 by class."""
    from sklearn.model_selection import train_test_split

    data = biopsies()
    return train_test_split(data.X[:, :10], data.y, test_size=0.25, stratify=data.y, random_state=0)


def digits():
    """Handwritten digits: X (1797, 64), 8 x 8 pixels from 0 to 1, and y (1797,) from 0 to 9.

    Source: the test part of Alpaydin & Kaynak's optical digits, as shipped by scikit-learn.
    """
    from sklearn.datasets import load_digits

    data = load_digits()
    return SimpleNamespace(X=data.data / 16.0, y=data.target)


def irises():
    """Anderson's irises: X (150, 4) in centimetres, y (150,) with species 0, 1, 2 and their names.

    Source: Fisher 1936, as shipped by scikit-learn.
    """
    from sklearn.datasets import load_iris

    data = load_iris()
    return SimpleNamespace(X=data.data, y=data.target, species=[str(name) for name in data.target_names])


def keras_fixture():
    """Recording of Keras training the article's network: a dict.

    "initial" and "final" weights (W, b of three layers), "loss" of each of the 10 epochs, "p_test" (143,),
    and the versions "tf" and "keras".  Rows: the standardised `biopsies_ten`, in order, batches of 32.
    """
    record = json.loads((DATA / "keras_fixture.json").read_text(encoding="utf-8"))
    for name in ("initial", "final"):
        record[name] = [np.array(w) for w in record[name]]
    return record


def credit():
    """Loan applicants: numbers (4454, 9) with NaN where an entry is missing, categories (4454, 4) of text with ""
    where it is, the names of both, and y (4454,) with 1 = the loan went bad.

    Source: `credit_data` of the R package modeldata.
    """
    with open(DATA / "credit_data.csv", newline="", encoding="utf-8") as file:
        names, *rows = csv.reader(file)
    columns = dict(zip(names, zip(*rows)))
    categories = ["Home", "Marital", "Records", "Job"]
    numbers = [name for name in names if name not in ["Status", *categories]]
    return SimpleNamespace(
        numbers=np.array([[float(value or "nan") for value in columns[name]] for name in numbers]).T,
        categories=np.array([columns[name] for name in categories]).T,
        number_names=numbers, category_names=categories, y=np.array([int(s == "bad") for s in columns["Status"]]))


def docstrings():
    """Docstrings of Python's standard library: texts (1250,), module (1250,) and topic (1250,), all strings.

    Source: CPython 3.11, by benchmarks/record_docstrings.py.
    """
    rows = json.loads(gzip.decompress((DATA / "docstrings.json.gz").read_bytes()))["rows"]
    topic, module, texts = map(np.array, zip(*rows))
    return SimpleNamespace(texts=texts, module=module, topic=topic)


def play_tennis():
    """Quinlan's fourteen Saturday mornings: X (14, 4) of words, y (14,) "no" or "yes", and the columns' names.

    Source: Quinlan 1986, Table 1.
    """
    rows = """sunny hot high weak no, sunny hot high strong no, overcast hot high weak yes, rain mild high weak yes,
        rain cool normal weak yes, rain cool normal strong no, overcast cool normal strong yes,
        sunny mild high weak no, sunny cool normal weak yes, rain mild normal weak yes,
        sunny mild normal strong yes, overcast mild high strong yes, overcast hot normal weak yes,
        rain mild high strong no"""
    table = np.array([row.split() for row in rows.split(",")])
    return SimpleNamespace(X=table[:, :4], y=table[:, 4], names=["outlook", "temperature", "humidity", "wind"])


def longley():
    """Employment in the USA, 1947 to 1962: X (16, 6) and `names`, y (16,) in thousands, and the `certified` answer.

    certified: coefficients (7,), intercept first, and the numbers residual_deviation and r_squared.
    Source: Longley 1967; certified by the National Institute of Standards and Technology.
    """
    data = json.loads((DATA / "longley.json").read_text(encoding="utf-8"))
    certified = data["certified"] | {"coefficients": np.array(data["certified"]["coefficients"])}
    return SimpleNamespace(X=np.array(data["X"], dtype=float), y=np.array(data["y"], dtype=float),
                           names=data["names"], certified=SimpleNamespace(**certified))


def cars():
    """Cars sold from 1970 to 1982: horsepower (392,) and y (392,) in miles a gallon.

    Source: Quinlan 1993, without the rows that lack a horsepower, as shipped by mlxtend.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # mlxtend turns the warnings of other packages on
        from mlxtend.data import autompg_data

    X, y = autompg_data()
    return SimpleNamespace(horsepower=X[:, 2].astype(float), y=y.astype(float))


def diabetes():
    """Diabetes patients: X (442, 10), columns centred and of equal length, and y (442,), progression in a year.

    Source: Efron et al. 2004, as shipped by scikit-learn.
    """
    from sklearn.datasets import load_diabetes

    data = load_diabetes()
    return SimpleNamespace(X=data.data, y=data.target, names=list(data.feature_names))


def wines():
    """Wines of one region from three varieties of grape: X (178, 13), names, y (178,) the variety, sorted by it.

    Source: Forina et al. 1988, as shipped by scikit-learn, whose description turns "cultivars" into "cultivators".
    """
    from sklearn.datasets import load_wine

    data = load_wine()
    return SimpleNamespace(X=data.data, y=data.target, names=list(data.feature_names))


def carbon_dioxide():
    """Carbon dioxide on Mauna Loa, March 1958 to December 2001: ppm (526,), means of months, gaps filled by lines.

    Source: Keeling and Whorf 2004, as shipped by statsmodels.
    """
    from statsmodels.datasets import co2

    weekly = co2.load_pandas().data["co2"]
    return SimpleNamespace(ppm=weekly.resample("MS").mean().interpolate().to_numpy())


def penguins():
    """Penguins of three species: X (342, 4), names (mm, mm, mm, g), y (342,) from 0 to 2, and the `species`.

    Source: Gorman, Williams & Fraser 2014; the two birds that were not measured are left out.
    """
    with (DATA / "penguins.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["body_mass_g"] not in ("", "NA")]
    names = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
    species, y = np.unique([row["species"] for row in rows], return_inverse=True)
    return SimpleNamespace(X=np.array([[float(row[name]) for name in names] for row in rows]), names=names, y=y,
                           species=species)


def earthquakes():
    """A week of earthquakes, February 2018: X (1679, 2) longitude and latitude in degrees, magnitude and place.

    Source: United States Geological Survey.
    """
    with (DATA / "earthquakes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return SimpleNamespace(X=np.array([[float(row["lon"]), float(row["lat"])] for row in rows]),
                           magnitude=np.array([float(row["mag"]) for row in rows]),
                           place=np.array([row["place"] for row in rows]))


def great_earthquakes():
    """Earthquakes of magnitude 7 or more in the world: year (107,) from 1900 and count (107,).

    Source: US Geological Survey, as printed by Zucchini and MacDonald 2009.
    """
    counts = """13 14 8 10 16 26 32 27 18 32 36 24 22 23 22 18 25 21 21 14 8 11 14 23 18 17 19 20 22 19 13 26 13 14 22
        24 21 22 26 21 23 24 27 41 31 27 35 26 28 36 39 21 17 22 17 19 15 34 10 15 22 18 15 20 15 22 19 16 30 27 29 23
        20 16 21 21 25 16 18 15 18 14 10 15 8 15 6 11 8 7 18 16 13 12 13 20 15 16 12 18 15 16 13 15 16 11 11"""
    return SimpleNamespace(year=np.arange(1900, 2007), count=np.array(counts.split(), dtype=int))


def import_baskets():
    """328 modules of Python's standard library: names, and baskets, for each module the list of what it imports.

    Source: CPython 3.11, modules that import at least two others.
    """
    names, baskets = zip(*json.loads((DATA / "import_baskets.json").read_text(encoding="utf-8")))
    return SimpleNamespace(names=list(names), baskets=list(baskets))


def titanic():
    """The 2201 people aboard the Titanic: X (2201, 4) of words, and the columns' names.

    Source: Dawson 1995, from the British Board of Trade's inquiry of 1912.
    """
    counts = {  # age, sex, survived: number in the first, second and third class and in the crew
        ("Child", "Male", "No"): (0, 0, 35, 0), ("Child", "Female", "No"): (0, 0, 17, 0),
        ("Adult", "Male", "No"): (118, 154, 387, 670), ("Adult", "Female", "No"): (4, 13, 89, 3),
        ("Child", "Male", "Yes"): (5, 11, 13, 0), ("Child", "Female", "Yes"): (1, 13, 14, 0),
        ("Adult", "Male", "Yes"): (57, 14, 75, 192), ("Adult", "Female", "Yes"): (140, 80, 76, 20)}
    rows = [(cabin, sex, age, survived) for (age, sex, survived), numbers in counts.items()
            for cabin, number in zip(("1st", "2nd", "3rd", "Crew"), numbers) for _ in range(number)]
    return SimpleNamespace(X=np.array(rows), names=["class", "sex", "age", "survived"])


def berkeley():
    """Berkeley's six largest graduate departments in 1973: counts {(department, gender): (admitted, rejected)}.

    Source: Bickel, Hammel & O'Connell 1975.
    """
    with open(DATA / "berkeley.csv", newline="", encoding="utf-8") as file:
        rows = {(r["Dept"], r["Gender"], r["Admit"]): int(r["Freq"]) for r in csv.DictReader(file)}
    return {(d, g): (rows[d, g, "Admitted"], rows[d, g, "Rejected"])
            for d in "ABCDEF" for g in ("Male", "Female")}
