# w_t = e_t - e_{t-1} and w_{t-1} = e_{t-1} - e_{t-2} share e_{t-1}, once with a minus and once with a plus
own_variance, covariance = 1 + 1, -1
answer_p1 = [own_variance, covariance / own_variance]
