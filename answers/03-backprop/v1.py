# The slope of the sigmoid is at most 1/4, and the gradient crosses ten sigmoids on its way from layer 11 to layer 1.
# Weights of variance 1/n keep the rest about as long as it was, so only these factors count.
answer_v1 = 0.25**10          # 9.5e-7; the depth lab measures 6e-7
