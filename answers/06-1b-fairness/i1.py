def my_rates(y, called):
    positive, flagged = y == 1, called == 1
    return (positive.mean(), positive[flagged].mean(),
            flagged[~positive].mean(), 1 - flagged[positive].mean())
