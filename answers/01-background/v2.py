from dldm.datasets import learning_curves

curves = learning_curves()
mean = {name: rows.mean(axis=0) for name, rows in curves.scores.items()}
ahead = mean["3-NN"] > mean["logistic regression"]  # False, False, False, True, True, True
answer_v2_from = curves.sizes[int(ahead.argmax())]
answer_v2_svm = "yes" if mean["3-NN"][-1] > mean["SVM"][-1] else "no"
