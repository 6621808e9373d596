import numpy as np

town = np.array([[0.8, 0.2], [0.4, 0.6]])  # dry, wet
# .6 * .6 through a wet tomorrow, .4 * .2 through a dry one
answer_p2 = (town @ town)[1, 1]
