# Naive Bayes takes the pixels as independent, the tree asks about one pixel at a time: .84 and .86.
answer_p1 = "ab"  # the others combine all pixels and are above .95
