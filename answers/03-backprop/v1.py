# The slope of the sigmoid is at most 1/4, and the signal crosses ten sigmoids on its way from layer 11 to layer 1.
# Weights of variance 1/64 hold its size through a layer with 64 outputs; the last layer has 10 outputs only.
answer_v1 = (10 / 64) ** 0.5 * 0.25**10  # 3.8e-7; the depth lab measures 2.3e-7
