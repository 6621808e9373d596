from dldm.datasets import biopsies
from dldm.nn import fit_neuron, neuron_loss, neuron_rate
from sklearn.model_selection import train_test_split

data = biopsies()
A, B, a, b = train_test_split(data.X, data.y, test_size=0.25, stratify=data.y, random_state=0)
A, B = (A - A.mean(axis=0)) / A.std(axis=0), (B - A.mean(axis=0)) / A.std(axis=0)
end = fit_neuron(A, a, n=200_000, rate=1.9 * neuron_rate(A))
right = [((M @ end.w + end.b > 0) == labels).mean() for M, labels in ((A, a), (B, b))]
answer_v2 = (neuron_loss(end.w, end.b, A, a), *right)
