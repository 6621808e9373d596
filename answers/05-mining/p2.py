import numpy as np
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

before, inside = [], []
for seed in range(10):
    coin = np.random.default_rng(seed)
    genes, labels = coin.normal(size=(60, 2000)), coin.integers(0, 2, 60)
    chosen = SelectKBest(k=10).fit_transform(genes, labels)
    before.append(cross_val_score(LogisticRegression(), chosen, labels, cv=5).mean())
    honest = make_pipeline(SelectKBest(k=10), LogisticRegression())
    inside.append(cross_val_score(honest, genes, labels, cv=5).mean())

# Chosen on all rows, the genes know the diagnoses of the tested patients; chosen inside the fold, they know nothing.
answer_p2_before, answer_p2_inside = np.mean(before), np.mean(inside)
