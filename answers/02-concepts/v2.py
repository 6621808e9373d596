from dldm.datasets import biopsies
from dldm.nn import fit_neuron, neuron_loss, neuron_rate
from sklearn.model_selection import train_test_split

data = biopsies()
X_train, X_test, y_train, y_test = train_test_split(data.X, data.y, test_size=0.25, stratify=data.y, random_state=0)
mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
X_train, X_test = (X_train - mean) / deviation, (X_test - mean) / deviation
end = fit_neuron(X_train, y_train, n=200_000, rate=1.9 * neuron_rate(X_train))
right = [((X @ end.w + end.b > 0) == y).mean() for X, y in ((X_train, y_train), (X_test, y_test))]
answer_v2 = (neuron_loss(end.w, end.b, X_train, y_train), *right)
