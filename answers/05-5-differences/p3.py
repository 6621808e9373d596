# x_{n+3} = e_{n+3} + .4 e_{n+2} + .4 e_{n+1} + what is known: each error leaves 1 + theta = .4 of itself in the level
weights = [1, 0.4, 0.4]
answer_p3 = sum(w**2 for w in weights)
