# Severe cases: 88/800 = .11 against 13/100 = .13; light ones: 2/100 = .02 against 12/400 = .03.
answer_v2 = "b"  # Simpson's paradox
