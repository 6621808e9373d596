# Twenty splits: .924 with all columns, .927 without each tree's root; better on eleven splits, worse on nine.
answer_v3 = "b"
