"""Chapter 5.3, the solvers: its conclusions on drawn tables, drawn patients and splits that the page has not seen."""
import numpy as np
from dldm.datasets import biopsies, cars, diabetes, longley, wines
from dldm.ground import add_intercept, standardise
from dldm.mining.classification import rbf_kernel
from dldm.mining.regression import SVR, Scaled, digits_lost_steps, least_squares, ridge, stopped_descent
from dldm.nn import Adam, Dense, Sequential
from sklearn.linear_model import Lasso, LinearRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.svm import SVR as SklearnSVR
from sklearn.tree import DecisionTreeRegressor

PATIENTS = diabetes()


def test_one_digit_is_lost_a_factor_of_ten_and_two_through_the_normal_equations():
    for seed in range(1000, 1005):
        points = list(digits_lost_steps(10.0 ** -np.arange(0, 9.5, 0.5), np.random.default_rng(seed)))
        lost = np.log10([kappa for kappa, _ in points])
        qr, svd, normal = (np.array([left[name] for _, left in points]) for name in ("qr", "svd", "normal"))
        assert np.abs(qr - (16 - lost)).max() < 1.7 and np.abs(svd - (16 - lost)).max() < 1.7
        assert np.abs(normal - np.maximum(16 - 2 * lost, 0)).max() < 2.2
        assert normal[lost > 8.2].max() < 0.5 and normal[lost < 7].min() > 1


def test_one_year_more_or_less_moves_the_coefficient_of_gnp_and_not_its_sign():
    data = longley()
    table = add_intercept(data.X)
    without = [least_squares(np.delete(table, n, 0), np.delete(data.y, n))[2] for n in range(16)]
    assert -0.09 < min(without) < -0.07 and -0.025 < max(without) < -0.02


def closest(rows, t):
    Z, y = standardise(PATIENTS.X[rows])[0], PATIENTS.y[rows] - PATIENTS.y[rows].mean()
    step, decays = 1 / np.linalg.eigvalsh(Z.T @ Z / 442)[-1], np.logspace(-4, 2, 80)
    stopped = stopped_descent(Z, y, step, t)
    gaps = [np.linalg.norm(ridge(Z, y, 442 * decay)[0] - stopped) for decay in decays]
    return min(gaps) / np.linalg.norm(stopped), decays[int(np.argmin(gaps))] * step * t


def test_a_stopped_descent_lies_within_an_eighth_of_a_ridge_solution():
    for seed in range(1000, 1020):
        rows = np.random.default_rng(seed).integers(442, size=442)
        away, times = np.transpose([closest(rows, t) for t in (5, 20, 100, 500)])
        assert away.min() > 0.002 and away.max() < 0.13 and times.min() > 0.2 and times.max() < 1


def test_on_other_tables_a_stopped_descent_lies_within_a_sixth_of_ridge_and_the_rule_is_too_strong():
    car, wine, cells = cars(), wines().X, biopsies().X
    for X, y in ((np.column_stack([car.horsepower, car.weight, car.year]), car.y), (wine[:, 1:], wine[:, 0]),
                 (cells[:, 1:], cells[:, 0]), (longley().X, longley().y)):
        Z, y, n = standardise(X)[0], y - y.mean(), len(y)
        h, V = np.linalg.eigh(Z.T @ Z)
        decays = np.logspace(-6, 3, 400)
        ridges = V @ (V.T @ Z.T @ y / (h + n * decays[:, None])).T
        for t in (5, 20, 100, 500, 5000):
            stopped = stopped_descent(Z, y, n / h[-1], t)
            gaps = np.linalg.norm(ridges - stopped[:, None], axis=0)
            assert gaps.min() < 0.16 * np.linalg.norm(stopped) and decays[gaps.argmin()] * n / h[-1] * t < 0.95


class Net:
    def __init__(self, epochs):
        self.epochs = epochs

    def fit(self, X, y):
        layers = [Dense(16, "tanh", input_shape=(X.shape[1],)), Dense(1)]
        self.layers = Sequential(layers, rng=np.random.default_rng(1))
        self.layers.compile(Adam(0.02), "mse")
        self.layers.fit(X, y[:, None], epochs=self.epochs, batch_size=128, verbose=0)

    def predict(self, X):
        return self.layers.predict(X)[:, 0]


def unseen_r2(model, seed):
    order = np.random.default_rng(seed).permutation(442)
    test, train = order[:88], order[88:]
    model.fit(PATIENTS.X[train], PATIENTS.y[train])
    missed = PATIENTS.y[test] - model.predict(PATIENTS.X[test])
    plain = PATIENTS.y[test] - PATIENTS.y[train].mean()
    return 1 - missed @ missed / (plain @ plain)


def spread(model):
    return np.array([unseen_r2(model, seed) for seed in range(1000, 1020)])


def machine(gamma):
    return SVR(C=1.0, eps=0.1, kernel=lambda A, B: rbf_kernel(A, B, gamma))


def test_the_tube_needs_a_scaled_target():
    raw, scaled = spread(Scaled(machine(0.1), False)), spread(Scaled(machine(0.1)))
    assert (scaled > raw).all() and 0.1 < raw.mean() < 0.2 and 0.4 < scaled.mean() < 0.5


def test_a_row_far_away_tilts_the_widest_tube_most():
    rng, tilts = np.random.default_rng(1000), []
    x = np.arange(8.0)[:, None] - 3.5
    for _ in range(40):
        y = 0.5 * x[:, 0] + rng.normal(size=8) * 0.3
        far, inner = y + np.eye(8)[6] * 2.5, np.arange(8) != 6
        lines = [np.diff(SVR(0.2, eps).fit(x[rows], t[rows]).predict([[0.0], [1.0]]))[0]
                 for eps in (0.1, 1.2) for t, rows in ((far, inner | True), (y, inner))]
        tilts.append((lines[0] - lines[1], lines[2] - lines[3]))
    narrow, wide = np.transpose(tilts)
    assert np.mean(wide > narrow) > 0.9 and wide.mean() > 0.2 and narrow.mean() < 0.15


def degree(p, *then):
    return make_pipeline(StandardScaler(), PolynomialFeatures(p), *(then or [Ridge(1e-6, solver="svd")]))


def test_freedom_without_a_price_loses_and_the_rest_is_not_ranked():
    lines = spread(LinearRegression())
    for model in (make_pipeline(StandardScaler(), Ridge(20)), make_pipeline(StandardScaler(), Lasso(1.5)),
                  Scaled(SklearnSVR(kernel="linear", C=1.0, epsilon=0.3)), Scaled(machine(0.02))):
        lead = spread(model) - lines
        assert abs(lead.mean()) < 2 * lead.std(ddof=1) * (1 / 20 + 88 / 354) ** 0.5 + 0.005
    assert lines.max() - lines.min() > 0.15
    dear = spread(Scaled(SklearnSVR(gamma=0.02, C=100.0, tol=0.01))) - lines
    assert dear.mean() < -0.08 and np.mean(dear < 0) > 0.8
    free, paid = spread(degree(2)), spread(degree(2, StandardScaler(), Ridge(100)))
    assert (free - lines).mean() < -0.03 and np.mean(free > lines) < 0.25
    assert np.mean(paid > free) > 0.75 and -0.06 < (paid - lines).mean() < 0.03
    assert spread(degree(3)).mean() < -1
    deep, shallow = (spread(DecisionTreeRegressor(max_depth=depth, random_state=1)) for depth in (None, 3))
    assert deep.mean() < 0.15 < shallow.mean() and (shallow > deep).mean() > 0.9
    short, long = spread(Scaled(Net(20))), spread(Scaled(Net(60)))
    assert (short - long).mean() > 0.04 and np.mean(short > long) > 0.9
