import math

batches = math.ceil(426 / 64)     # 6 full ones and one of 42 rows; each changes the weights once
answer_p2 = 5 * batches
