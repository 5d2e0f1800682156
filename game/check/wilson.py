"""How sure a share is that was counted in some trials."""

from math import sqrt

#: The normal quantile of a two-sided interval of 95 %.
Z95 = 1.959963984540054


def interval(hits: int, trials: int, z: float = Z95) -> tuple[float, float]:
    """Return Wilson's score interval of a share.

    It stays within 0 and 1 and is honest for small counts, where the usual plus-or-minus is not
    (Wilson 1927, "Probable inference, the law of succession, and statistical inference").

    Args:
        hits: how often it happened, 0..trials.
        trials: how often it might have happened; with none, nothing is known.
        z: how many standard deviations wide.
    """
    if trials <= 0:
        return 0.0, 1.0
    share, weight = hits / trials, z * z / trials
    middle = (share + weight / 2) / (1 + weight)
    half = z * sqrt(share * (1 - share) / trials + weight / (4 * trials)) / (1 + weight)
    return (
        0.0 if hits == 0 else max(0.0, middle - half),
        1.0 if hits == trials else min(1.0, middle + half),
    )
