"""How wide the columns of a table are: shared as wished, but no word is broken where that can be helped."""

from collections.abc import Sequence


def fit_columns(shares: Sequence[float], least: Sequence[float], total: float) -> list[float]:
    """Widths that follow the shares, with every column at least as wide as it needs.

    Args:
        shares: the columns' wished widths, against each other; all above 0.
        least: the width each column needs for its longest word, in the unit of ``total``.
        total: the width of all columns.

    Returns:
        Widths that add up to ``total``. When even the least widths do not fit, they are all reduced alike.
    """
    if sum(least) >= total:
        return [total * need / sum(least) for need in least]
    held: dict[int, float] = {}
    while True:
        free = total - sum(held.values())
        wished = sum(share for place, share in enumerate(shares) if place not in held)
        short = {
            place: least[place]
            for place, share in enumerate(shares)
            if place not in held and free * share / wished < least[place]
        }
        if not short:
            break
        held |= short
    return [held.get(place, free * share / wished) if wished else held[place] for place, share in enumerate(shares)]
