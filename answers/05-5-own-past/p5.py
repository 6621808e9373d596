import numpy as np

squares = {2: 5000, 3: 4960, 5: 4800}
answer_p5 = [200 * np.log(squares[p] / squares[2]) + 2 * (p - 2) for p in (3, 5)]  # the gain; 2 for each further weight
