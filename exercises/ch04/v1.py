# The means differ by .005, the folds scatter by .019 and .026: these data cannot tell the two apart.
# (Paired differences, fold by fold, would be the sharper question; they too scatter around 0.)
answer_v1 = "b"
