rain, dry = 0.5 * 0.9, 0.5 * 0.2
rain, dry = 0.7 * rain + 0.3 * dry, 0.3 * rain + 0.7 * dry  # the step to day 2
rain, dry = rain * 0.1, dry * 0.8
answer_p1 = rain / (rain + dry)
