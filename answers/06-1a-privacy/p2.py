from dldm.challenges import group_sizes
from dldm.datasets import voters

in_group = group_sizes(voters().X[:, [0, 1, 3]])
answer_p2 = (in_group == 1).mean()  # the formula guesses exp(-944 / 3479) = .76
