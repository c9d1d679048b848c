"""The marginal likelihood as it is written in a textbook: person by person, node by node, rating by rating."""

from math import exp, log


def slow_likelihood(ratings, measures, depths, sigma, nodes):
    """Return the log-likelihood; ``depths`` has a row for each item, or one for all, infinite where nobody scores."""
    prior = [exp(-(node**2) / (2 * sigma**2)) for node in nodes]
    total = 0.0
    for person in sorted(set(ratings.person.tolist())):
        rows = [row for row, whose in enumerate(ratings.person) if whose == person]
        mean = sum(
            share * _chance_of_all(ratings, rows, measures, depths, node)
            for node, share in zip(nodes, prior, strict=True)
        )
        total += log(mean / sum(prior))
    return total


def _chance_of_all(ratings, rows, measures, depths, ability):
    chance = 1.0
    for row in rows:
        own = [column[row] for column in ratings.elements]
        hard = sum(measure[element] for measure, element in zip(measures, own, strict=True))
        steps = depths[own[0] if len(depths) > 1 else 0].tolist()
        weights = [exp(step * (ability - hard) - depth) for step, depth in enumerate(steps)]
        chance *= weights[ratings.scores[row]] / sum(weights)
    return chance
