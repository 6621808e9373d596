# (a) falls with the tree that is turned into a network and back (section 2.4), (c) with a decision function that
# equals one linear unit (4.5), (e) with forecasts that are scored against labels, the next values (5.5).
# (b) and (d) hold, with conditions; (f) cannot be refuted by anything; (g) is right for one layer.
answer_v2 = "ace"
