slope, curvature, C = 1 - (-1), 1 + 9 - 2 * 3, 0.4
alpha = min(slope / curvature, C)    # the peak is at .5, the bound comes first
answer_p3 = [alpha, 2 * alpha - curvature * alpha**2 / 2]
