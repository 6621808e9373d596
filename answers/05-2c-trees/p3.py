# treating: 2 p + 3 (1 - p); sending home: 20 p; equal at 3 = 21 p
answer_p3 = 3 / 21
