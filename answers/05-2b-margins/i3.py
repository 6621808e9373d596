from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def tuned(X_train, y_train, X_test, y_test, pairs):
    machines = [make_pipeline(StandardScaler(), SVC(C=C, gamma=gamma)) for C, gamma in pairs]
    inner = [cross_val_score(machine, X_train, y_train, cv=5).mean() for machine in machines]
    best = inner.index(max(inner))                   # the test rows have had no say
    return pairs[best], machines[best].fit(X_train, y_train).score(X_test, y_test)
