"""Tables of rows and columns, one loader a data set."""
import csv
import gzip
import json
import warnings
from types import SimpleNamespace

import numpy as np

from .files import DATA, statsmodels_columns


def biopsies():
    """Wisconsin breast biopsies: X (569, 30), y (569,) with 1 = benign, 0 = malignant,
    and the columns' names.

    Source: Street, Wolberg & Mangasarian 1993, as shipped by scikit-learn.
    """
    from sklearn.datasets import load_breast_cancer

    data = load_breast_cancer()
    return SimpleNamespace(X=data.data, y=data.target,
                           feature_names=[str(name) for name in data.feature_names])


def biopsies_ten():
    """(X_train, X_test, y_train, y_test): the ten "mean" columns of `biopsies`,
    unscaled, split 426 : 143 by class.
    """
    from sklearn.model_selection import train_test_split

    data = biopsies()
    return train_test_split(data.X[:, :10], data.y, test_size=0.25, stratify=data.y,
                            random_state=0)


def irises():
    """Anderson's irises: X (150, 4) in centimetres, y (150,) with species 0, 1, 2 and
    their names.

    Source: Fisher 1936, as shipped by scikit-learn.
    """
    from sklearn.datasets import load_iris

    data = load_iris()
    return SimpleNamespace(X=data.data, y=data.target,
                           species=[str(name) for name in data.target_names])


def credit():
    """Loan applicants: numbers (4454, 9) with NaN where an entry is missing, categories
    (4454, 4) of text with "" where it is, the names of both, and y (4454,) with 1 = the
    loan went bad.

    Source: `credit_data` of the R package modeldata.
    """
    with open(DATA / "credit_data.csv", newline="", encoding="utf-8") as file:
        names, *rows = csv.reader(file)
    columns = dict(zip(names, zip(*rows)))
    categories = ["Home", "Marital", "Records", "Job"]
    numbers = [name for name in names if name not in ["Status", *categories]]
    return SimpleNamespace(
        numbers=np.array([[float(value or "nan") for value in columns[name]]
                          for name in numbers]).T,
        categories=np.array([columns[name] for name in categories]).T,
        number_names=numbers, category_names=categories,
        y=np.array([int(s == "bad") for s in columns["Status"]]))


def play_tennis():
    """Quinlan's fourteen Saturday mornings: X (14, 4) of words, y (14,) "no" or "yes",
    and the columns' names.

    Source: Quinlan 1986, Table 1.
    """
    rows = """sunny hot high weak no, sunny hot high strong no, overcast hot high weak
        yes, rain mild high weak yes, rain cool normal weak yes, rain cool normal
        strong no, overcast cool normal strong yes, sunny mild high weak no, sunny
        cool normal weak yes, rain mild normal weak yes, sunny mild normal strong yes,
        overcast mild high strong yes, overcast hot normal weak yes, rain mild high
        strong no"""
    table = np.array([row.split() for row in rows.split(",")])
    return SimpleNamespace(X=table[:, :4], y=table[:, 4],
                           names=["outlook", "temperature", "humidity", "wind"])


def longley():
    """Employment in the USA, 1947 to 1962: X (16, 6) and `names`, y (16,) in thousands,
    and the `certified` answer.

    certified: coefficients (7,), intercept first, and the numbers residual_deviation
    and r_squared.
    Source: Longley 1967; certified by the National Institute of Standards and
    Technology.
    """
    data = json.loads((DATA / "longley.json").read_text(encoding="utf-8"))
    certified = data["certified"]
    certified["coefficients"] = np.array(certified["coefficients"])
    return SimpleNamespace(X=np.array(data["X"], dtype=float),
                           y=np.array(data["y"], dtype=float),
                           names=data["names"], certified=SimpleNamespace(**certified))


def cars():
    """Cars sold from 1970 to 1982: y (392,) in miles a gallon, and each (392,)
    horsepower, weight in pounds, year (70 to 82), and the origin by name.

    Source: Quinlan 1993, without the rows that lack a horsepower, as shipped by
    mlxtend.
    """
    with warnings.catch_warnings():
        # mlxtend turns the warnings of other packages on
        warnings.simplefilter("ignore")
        from mlxtend.data import autompg_data

    X, y = autompg_data()
    origin = np.array(["USA", "Europe", "Japan"])[X[:, 6].astype(int) - 1]
    horsepower, weight, year = X[:, [2, 3, 5]].astype(float).T
    return SimpleNamespace(horsepower=horsepower, weight=weight, year=year,
                           origin=origin, y=y.astype(float))


def diabetes():
    """Diabetes patients: X (442, 10), columns centred and of equal length, and y
    (442,), progression in a year.

    Source: Efron et al. 2004, as shipped by scikit-learn.
    """
    from sklearn.datasets import load_diabetes

    data = load_diabetes()
    return SimpleNamespace(X=data.data, y=data.target, names=list(data.feature_names))


def wines():
    """Wines of one region from three varieties of grape: X (178, 13), names, y (178,)
    the variety, sorted by it.

    Source: Forina et al. 1988, as shipped by scikit-learn, whose description turns
    "cultivars" into "cultivators".
    """
    from sklearn.datasets import load_wine

    data = load_wine()
    return SimpleNamespace(X=data.data, y=data.target, names=list(data.feature_names))


def penguins():
    """Penguins of three species: X (342, 4), names (mm, mm, mm, g), y (342,) from 0 to
    2, and the `species`.

    Source: Gorman, Williams & Fraser 2014; the two birds that were not measured are
    left out.
    """
    with (DATA / "penguins.csv").open(encoding="utf-8") as file:
        rows = [row
                for row in csv.DictReader(file) if row["body_mass_g"] not in ("", "NA")]
    names = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
    species, y = np.unique([row["species"] for row in rows], return_inverse=True)
    return SimpleNamespace(X=np.array([[float(row[name]) for name in names]
                                       for row in rows]), names=names, y=y,
                           species=species)


def earthquakes():
    """A week of earthquakes, February 2018: X (1679, 2) longitude and latitude in
    degrees, magnitude and place.

    Source: United States Geological Survey.
    """
    with (DATA / "earthquakes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return SimpleNamespace(X=np.array([[float(row["lon"]), float(row["lat"])]
                                       for row in rows]),
                           magnitude=np.array([float(row["mag"]) for row in rows]),
                           place=np.array([row["place"] for row in rows]))


def coastlines():
    """Coasts of the world at a scale of 1 to 110 million: points (5244, 2), longitude
    and latitude in degrees, and a row of NaN between one line and the next.

    Source: Natural Earth.
    """
    lines = (DATA / "coastlines.csv").read_text(encoding="utf-8").splitlines()[1:]
    return np.array([(line or "nan,nan").split(",") for line in lines], dtype=float)


def titanic():
    """The 2201 people aboard the Titanic: X (2201, 4) of words, and the columns' names.

    Source: Dawson 1995, from the British Board of Trade's inquiry of 1912.
    """
    # age, sex, survived: number in the first, second and third class and in the crew
    counts = {
        ("Child", "Male", "No"): (0, 0, 35, 0),
        ("Child", "Female", "No"): (0, 0, 17, 0),
        ("Adult", "Male", "No"): (118, 154, 387, 670),
        ("Adult", "Female", "No"): (4, 13, 89, 3),
        ("Child", "Male", "Yes"): (5, 11, 13, 0),
        ("Child", "Female", "Yes"): (1, 13, 14, 0),
        ("Adult", "Male", "Yes"): (57, 14, 75, 192),
        ("Adult", "Female", "Yes"): (140, 80, 76, 20)}
    rows = [(cabin, sex, age, survived)
            for (age, sex, survived), numbers in counts.items()
            for cabin, number in zip(("1st", "2nd", "3rd", "Crew"), numbers)
            for _ in range(number)]
    return SimpleNamespace(X=np.array(rows), names=["class", "sex", "age", "survived"])


def berkeley():
    """Berkeley's six largest graduate departments in 1973: counts {(department,
    gender): (admitted, rejected)}.

    Source: Bickel, Hammel & O'Connell 1975.
    """
    with open(DATA / "berkeley.csv", newline="", encoding="utf-8") as file:
        rows = {(r["Dept"], r["Gender"], r["Admit"]): int(r["Freq"])
                for r in csv.DictReader(file)}
    return {(d, g): (rows[d, g, "Admitted"], rows[d, g, "Rejected"])
            for d in "ABCDEF" for g in ("Male", "Female")}


def voters():
    """The American National Election Study of 1996: X (944, 4) of whole numbers, and
    the columns' names.

    Columns: age, education (1 to 7), income of the household (1 to 24), party (0 to 6).
    Source: as shipped by statsmodels.
    """
    data = statsmodels_columns("anes96", delimiter="\t", quotechar="'")
    names = ["age", "educ", "income", "PID"]
    return SimpleNamespace(X=np.array([data[name] for name in names], dtype=int).T,
                           names=["age", "education", "income", "party"])


def affairs():
    """Answers of 6366 married women to a magazine: had_affair (6366,) of 0 and 1, and
    age (6366,) in classes.

    Source: Fair 1978, as shipped by statsmodels.
    """
    data = statsmodels_columns("fair")
    had_affair = np.array(data["affairs"], dtype=float) > 0
    return SimpleNamespace(had_affair=had_affair.astype(int),
                           age=np.array(data["age"], dtype=float))


def smoking():
    """Smoking and lung cancer in eight cities of China: counts (8, 2, 2) of persons,
    first a row for smokers and one for others, in it first those with cancer.

    Source: Liu 1992, as shipped by statsmodels.
    """
    _, *columns = statsmodels_columns("china_smoking").values()
    return np.array(columns, dtype=int).T.reshape(-1, 2, 2)


def compas():
    """Risk scores of two groups of defendants, high or not, and arrests within two
    years: {group: (tn, fp, fn, tp)}.

    Source: ProPublica's analysis of Broward County, Larson et al. 2016; high means a
    decile score of 5 or more.
    """
    return {"black": (990, 805, 532, 1369), "white": (1139, 349, 461, 505)}


def churn():
    """Customers of a telephone company: X (5000, 17) of numbers, names, and y (5000,)
    with 1 = left.

    Yes and no are 1 and 0; state and area code are left out.  Artificial, "based on
    claims similar to the real world".
    Source: `mlc_churn` of the R package modeldata, from the MLC++ collection.
    """
    with gzip.open(DATA / "churn.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name not in ("state", "area_code", "churn")]
    code = {"yes": 1.0, "no": 0.0}
    X = np.array([[code.get(row[name]) if row[name] in code else float(row[name])
                   for name in names] for row in rows])
    return SimpleNamespace(X=X, names=names,
                           y=np.array([int(row["churn"] == "yes") for row in rows]))
