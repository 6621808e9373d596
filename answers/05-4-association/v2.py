# Men .162 against .223, women .461 against .870; women are .278 of the third class and .026 of the crew.
answer_v2 = "b"  # Simpson's paradox
