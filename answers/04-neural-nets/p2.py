import math

batches = math.ceil(426 / 32)     # 13 full ones and one of 10 rows; each changes the weights once
answer_p2 = 10 * batches
