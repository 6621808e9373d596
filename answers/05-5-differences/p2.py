# drift over noise, the smaller root, and the share of an error that the level keeps
ratio = 1 / 6
theta = (-(ratio + 2) + (ratio**2 + 4 * ratio) ** 0.5) / 2
answer_p2 = [theta, 1 + theta]
