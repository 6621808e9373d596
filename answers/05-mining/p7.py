# Two forecasts, one gap, new patients, and lamps taken by lot.
answer_p7 = "cabca"
