"""Why something may not be published, in words."""

from collections.abc import Sequence

from auditor.errors import InputError
from auditor.measures.publication.attack import Recovered


class PublicationError(InputError):
    """Something may not be published as it is."""


def recovered_error(found: Sequence[Recovered]) -> PublicationError:
    """The refusal of an export in which hidden numbers can be worked out: every one, by table, row and column."""
    lines = []
    for one in found:
        where = "; less ".join(str(place) for place in one.places[:4])
        lines.append(f"{one.what}: {where}" + (" (could not be told in time)" if one.value is None else ""))
    return PublicationError(
        "Hidden numbers could be worked out from what is shown.",
        "\n".join(lines),
        "Merge grades, months or teams, or leave one of these tables out.",
    )


class UndecidedError(PublicationError):
    """It cannot be told whether something may be published."""


def too_large(error: Exception) -> UndecidedError:
    """The refusal of what cannot be decided for its size."""
    return UndecidedError(
        "It cannot be told whether hidden numbers can be worked out.",
        f"Too many tables overlap: {error}.",
        "Publish fewer months or teams together, or add months up to quarters.",
    )


def changed_error(error: Exception) -> PublicationError:
    """The refusal of figures that differ from those published before."""
    return PublicationError(
        "These figures do not agree with what was published before.",
        f"{str(error).capitalize()}: audits were added or graded again since, and who subtracts sees which.",
        "Leave out what was published before, or show it as it was: auditor report releases",
    )
