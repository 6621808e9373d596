"""The solver of the support vector classifier: libsvm on the same objective, and steps that stop where they must."""
import numpy as np
import pytest
from dldm.mining.classification import moved, rbf_kernel, smo_steps
from sklearn.svm import SVC as TheirClassifier


@pytest.mark.parametrize("seed", range(4))
def test_the_box_of_the_classifier_gives_its_dual(seed):
    """With the signs s as target and no tube, beta lies between 0 and C s."""
    rng = np.random.default_rng(seed)
    X, s = rng.normal(size=(30, 2)), np.where(rng.random(30) < 0.5, -1.0, 1.0)
    K = rbf_kernel(X, X)
    *_, shared = smo_steps(K, s, np.minimum(3 * s, 0), np.maximum(3 * s, 0), tol=1e-9)
    theirs = TheirClassifier(C=3.0, gamma=1.0, tol=1e-9).fit(X, s)
    beta = np.zeros(30)
    beta[theirs.support_] = theirs.dual_coef_[0]
    assert shared.beta == pytest.approx(beta, abs=1e-4)
    assert 0 <= hinge_gap(K, s, shared, 3.0) + 1e-9 < 1e-6


def hinge_gap(K, s, state, C):
    """What the hinge objective exceeds the dual by."""
    hinges = np.maximum(0, 1 - s * (K @ state.beta + state.b)).sum()
    return state.beta @ K @ state.beta + C * hinges - s @ state.beta


def test_a_step_never_jumps_over_the_kink_or_the_bound():
    cases = (0.5, 0.2, 1.0), (0.5, 0.9, 1.0), (-0.5, 0.9, 1.0), (0.5, -0.9, -1.0)
    assert [moved(*case) for case in cases] == [0.7, 1, 0, 0]
    assert moved(0.0, -3.0, -1.0) == -1 and moved(-0.5, -0.5, -1.0) == -1
