# A is fitted more closely than B, and it is right more often on new rows: fitting more has paid.
# Overfitting would show as the opposite, and two scores of one model cannot show it.
answer_p2 = "c"
