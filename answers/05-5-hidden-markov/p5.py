# With four sixes between three ones each the path goes over to the loaded die for the whole row; with three it stays.
answer_p5 = "111666111"
