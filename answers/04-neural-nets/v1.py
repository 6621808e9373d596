# The fold deviations alone decide nothing, since both models saw the same folds.  But a gap of .005 is far below what
# the paired differences scatter by (.018), and the folds share training rows.  In the chapter's own run the corrected
# ratio is 1.0.
answer_v1 = "b"
