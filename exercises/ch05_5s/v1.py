# Interpolating between neighbours in time is not forecasting.
answer_v1 = "b"
