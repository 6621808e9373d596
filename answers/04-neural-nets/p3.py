# Three layers of weights around .3 turn areas of 650 into logits of 60 and more, and a row on the wrong side of 0 costs
# about |z|.  Any number above 10 is a good prediction; Keras measured 37.9.
answer_p3 = 40.0
