"""Naive Bayes: classes and features are counted, and the features are taken as
independent within a class.
"""
import re
import unicodedata

import numpy as np

from ...ground.arrays import first_largest
from ...ground.checks import array_of, classes, fitted, labels, matrix, positive
from ...nn.layers import softmax


def bernoulli_shares(X, y, alpha=1.0):
    """(classes (K,), prior (K,), theta (K, d)) of Bernoulli naive Bayes: the share of
    each class, and within it the share of rows in which a feature is present, with
    alpha added to both counts.  X (N, d) of 0 and 1, y (N,) (Maron 1961).
    """
    classes = np.unique(y)
    prior = np.array([(y == c).mean() for c in classes])
    theta = np.array([(X[y == c].sum(axis=0) + alpha) / ((y == c).sum() + 2 * alpha)
                      for c in classes])
    return classes, prior, theta


def bernoulli_probabilities(X, prior, theta):
    """P(class | row), (M, K), of rows X (M, d) of 0 and 1: the prior times the share of
    each feature that is there, and of each that is not, divided by the sum.
    """
    scores = np.log(prior) + X @ np.log(theta).T + (1 - X) @ np.log(1 - theta).T
    return softmax(scores)


class NaiveBayes:
    """What the naive Bayes classifiers share; a subclass adds `read`, `estimate` and
    `joint` (Maron 1961).

    After fit: classes_ (K,), log_prior_ (K,).  fit and predict raise ValueError for no
    rows, NaN, infinity, shapes that differ, one class only, alpha <= 0, and for numbers
    that the kind of feature does not allow.
    """

    n_features_ = None

    def __init__(self, alpha=1.0):
        positive("alpha", alpha)
        self.alpha = alpha

    def fit(self, X, y):
        """Count; X is (N, d), y is (N,) with any labels.  Returns the classifier."""
        self.n_features_ = None
        X = self.read(X)
        self.classes_, index = classes(y, len(X))
        one_hot = np.eye(len(self.classes_))[index]
        self.log_prior_ = np.log(one_hot.mean(axis=0))
        self.n_features_ = X.shape[1]
        self.estimate(X, one_hot)
        return self

    def predict_proba(self, X):
        """P(class | row), (N, K): Bayes' theorem is a softmax of `joint`."""
        fitted(self, "classes_")
        return softmax(self.joint(X))

    def predict(self, X):
        """The likeliest class of each row, (N,)."""
        fitted(self, "classes_")
        return self.classes_[first_largest(self.joint(X), axis=1)]


class LinearNB(NaiveBayes):
    """A naive Bayes whose `joint` is one layer, X W + b, with W (d, K) and b (K,)
    filled in by counting.
    """

    def joint(self, X):
        """log P(class) + log P(row | class), (N, K), up to a term that is the same for
        all classes.
        """
        fitted(self, "classes_")
        return self.read(X) @ self.W + self.b


class BernoulliNB(LinearNB):
    """Features that are 0 or 1: theta_ (K, d) = P(feature is 1 | class), with alpha
    added to both counts.
    """

    def read(self, X):
        """X as floats; ValueError unless all are 0 or 1."""
        X = matrix(X, columns=self.n_features_)
        if ((X != 0) & (X != 1)).any():
            raise ValueError("X holds numbers other than 0 and 1: BernoulliNB needs "
                             "features that are present or not")
        return X

    def estimate(self, X, one_hot):
        """W from what a present feature adds, b from what all features say if they are
        absent.
        """
        n, ones = one_hot.sum(axis=0)[:, None], one_hot.T @ X
        self.theta_ = (ones + self.alpha) / (n + 2 * self.alpha)
        # of the counts, not of 1 - theta, which a small alpha leaves at 0
        present, absent = np.log(ones + self.alpha), np.log(n - ones + self.alpha)
        self.W = (present - absent).T
        self.b = self.log_prior_ + (absent - np.log(n + 2 * self.alpha)).sum(axis=1)


class MultinomialNB(LinearNB):
    """Features that count, such as words: theta_ (K, d) = share of feature j among all
    counts of the class.
    """

    def read(self, X):
        """X as floats; ValueError for a negative count."""
        X = matrix(X, columns=self.n_features_)
        if (X < 0).any():
            raise ValueError("X holds negative numbers: MultinomialNB needs counts")
        return X

    def estimate(self, X, one_hot):
        """W is the logarithm of theta_, b the logarithm of the prior."""
        counts = one_hot.T @ X + self.alpha
        totals = counts.sum(axis=1, keepdims=True)
        self.theta_ = counts / totals
        self.W, self.b = (np.log(counts) - np.log(totals)).T, self.log_prior_


class CategoricalNB(LinearNB):
    """Columns of categories (N, d), any labels: P(value | class), alpha added to the
    count of each value seen.

    `read` makes one 0/1 column of each value, listed in values_; ValueError for a value
    that fit has not seen.
    """

    def read(self, X):
        """Indicators (N, number of values of all columns)."""
        columns = self._columns(X)
        if self.n_features_ is None:
            self.values_ = [np.unique(column) for column in columns]
        elif len(columns) != len(self.values_):
            raise ValueError(f"X has shape {(len(columns[0]), len(columns))}, expected "
                             f"(rows, {len(self.values_)}): the columns that fit saw")
        blocks = [column[:, None] == values
                  for column, values in zip(columns, self.values_)]
        for j, (column, block) in enumerate(zip(columns, blocks)):
            if not block.any(axis=1).all():
                value = column[~block.any(axis=1)][0]
                raise ValueError(f"column {j} holds {str(value)!r}, a category that "
                                 "fit has not seen")
        return np.hstack(blocks).astype(float)

    def _columns(self, X):
        """The columns of X, each with labels of one type."""
        X = list(X) if hasattr(X, "__next__") else X
        plain = array_of(X, "X")
        # a list may hold texts and numbers, which `plain` turns into texts
        X = plain if isinstance(X, np.ndarray) else np.array(X, dtype=object)
        if X.ndim != 2 or not X.size:
            raise ValueError(f"X has shape {X.shape}, expected (rows, columns) with at "
                             "least one of each")
        if X.dtype.kind == "f":
            matrix(X)
        return [labels(column, name=f"column {j} of X") for j, column in enumerate(X.T)]

    def estimate(self, X, one_hot):
        """Shares within each column, then the same W and b as for words."""
        counts = one_hot.T @ X + self.alpha
        sizes = [len(values) for values in self.values_]
        totals = one_hot.sum(axis=0)[:, None] + self.alpha * np.repeat(sizes, sizes)
        self.theta_ = counts / totals
        self.W, self.b = (np.log(counts) - np.log(totals)).T, self.log_prior_


class GaussianNB(NaiveBayes):
    """Features that are measured: a normal distribution a class and column, mean_ and
    var_ (K, d).

    `smoothing` times the largest variance of a column of X is added to all variances,
    so that a column that is constant within a class does not divide by zero.  With
    shared_variance all classes have the mean of their var_, weighted by their rows;
    then the squares cancel between classes, and the boundary is straight.
    """

    def __init__(self, smoothing=1e-9, shared_variance=False):
        positive("smoothing", smoothing)
        self.smoothing, self.shared_variance = smoothing, shared_variance

    def read(self, X):
        """X as floats (N, d)."""
        return matrix(X, columns=self.n_features_)

    def estimate(self, X, one_hot):
        """Mean and variance of every column within every class."""
        spread = self.smoothing * X.var(axis=0).max()
        if spread == 0:
            raise ValueError("every column of X is constant: there is nothing to tell "
                             "the classes by")
        rows = [X[member] for member in one_hot.T.astype(bool)]
        self.mean_ = np.stack([part.mean(axis=0) for part in rows])
        self.var_ = np.stack([part.var(axis=0) for part in rows]) + spread
        if self.shared_variance:
            self.var_[:] = one_hot.mean(axis=0) @ self.var_
        if self.var_.min() < 1e-150 * X.var(axis=0).max():
            raise ValueError(f"smoothing is {self.smoothing}: too small beside a "
                             "column that is constant within a class; 1e-9 is usual")

    def joint(self, X):
        """log P(class) + log density of each row (N, K): quadratic in X, since each
        class has its own var_.
        """
        fitted(self, "classes_")
        X, scores = self.read(X), []
        for mean, var, log_prior in zip(self.mean_, self.var_, self.log_prior_):
            apart = X - mean
            scores.append(log_prior
                          - 0.5 * (np.log(2 * np.pi * var).sum()
                                   + (apart * apart) @ (1 / var)))
        return np.stack(scores, axis=1)


def words(text):
    """The words of a text in lower case: runs of letters of any alphabet, without
    digits and signs.  ValueError for what is no text.
    """
    if not isinstance(text, str):
        raise ValueError(f"{text!r:.40} is no text: leave out missing texts, or fill "
                         "them with ''")
    # an accent that follows its letter as a sign of its own is put onto it
    return re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text.lower()))


def word_counts(texts, vocabulary):
    """Counts (number of texts, number of words in the vocabulary); words outside of it
    are passed over.

    texts, vocabulary: lists of texts and of words.  ValueError for one string, a table
    or a dictionary in place of a list, for what is no text, and for an entry of the
    vocabulary that `words` never finds, such as "Tea" or "tea pot", or that comes
    twice.
    """
    texts, vocabulary = _as_list(texts, "texts"), _as_list(vocabulary, "vocabulary")
    for word in vocabulary:
        if words(word) != [word]:
            raise ValueError(f"{word!r} of the vocabulary is never found: words(text) "
                             f"gives {words(word)} for it")
    place = {word: j for j, word in enumerate(vocabulary)}
    if len(place) < len(vocabulary):
        raise ValueError("the vocabulary holds a word twice: give each one once")
    counts = np.zeros((len(texts), len(vocabulary)))
    for i, text in enumerate(texts):
        for word in words(text):
            if word in place:
                counts[i, place[word]] += 1
    return counts


def _as_list(values, name):
    """The values, which may come from a generator, as a list; ValueError for one
    string, and for tables, dictionaries and sets, which are no list.
    """
    if isinstance(values, str | bytes):
        raise ValueError(f"{name} is one string: give a list, even if there is only "
                         "one")
    if isinstance(values, dict | set | frozenset) or len(getattr(values, "shape",
                                                                 ())) > 1:
        raise ValueError(f"{name} is a {type(values).__name__}: give a list, for "
                         "instance one column of a table, or a set's words sorted")
    return list(values)
