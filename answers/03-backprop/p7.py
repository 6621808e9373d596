# L = 6 a^2 + 2 c^2: the second derivatives are 12 along a and 4 along c.
steep, flat = 12, 4
largest = 2 / max(steep, flat)    # 1 - rate * 12 must stay above -1; the steepest direction limits the step
factor = 1 - 0.2 * steep          # -1.4: a changes its sign and grows
answer_p7 = [largest, factor]
