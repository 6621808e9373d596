from dldm.classification import category_gain
from dldm.datasets import play_tennis

tennis = play_tennis()
answer_p1_root = "a"    # outlook; the number of the day helps nobody tomorrow
answer_p1_gain = category_gain(tennis.X[:, 0], tennis.y, "gini")    # .459 - .343
