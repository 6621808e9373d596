# 1958, 1969, 1986, 1994, 1995, 1996, 2012
answer_p5 = "febagdc"  # perceptron, its limits, hidden layers, Apriori, soft margin, KDD, photographs
