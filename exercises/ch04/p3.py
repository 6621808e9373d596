# A fresh net multiplies areas of 650 and perimeters of 90 by weights around .3, twice over, so |z| is in the hundreds,
# and a row on the wrong side of 0 costs about |z|.  Any number above 10 is a good prediction; Keras measured 37.9.
answer_p3 = 40.0
