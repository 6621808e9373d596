# The inputs' root mean square is 239, and three layers of Glorot's weights hand it on: that of z is about 160 over many
# starts, and in half of them below 100.  A row on the wrong side of 0 costs about |z|.  Any number above 10 is a good
# prediction; Keras measured 37.9.
answer_p3 = 40.0
