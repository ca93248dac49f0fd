"""Who works in the demo, and in which teams.

Every name here is made up. None of them is, or is meant to be taken for, a real person; neither are the teams those of
a real council.
"""

from typing import NamedTuple

HOST = 0
"""The auditor the demo opens as: a practice improvement manager who is QA lead, moderates, and looks after a team."""


class Auditor(NamedTuple):
    """An auditor: display name, and how far they lean towards the better grade (0 for most, negative for harsh)."""

    name: str
    leaning: float = 0.0


AUDITORS = (
    Auditor("Maryam Aldridge"),
    Auditor("Colin Peverell"),
    Auditor("Sunita Bhatt-Lowe"),
    Auditor("Tomasz Wren", leaning=1.0),
    Auditor("Grace Adeyinka-Moss"),
    Auditor("Helen Tarrant"),
    Auditor("Imran Sadiq-Hale", leaning=-1.1),
    Auditor("Siobhan Carrick"),
    Auditor("Delroy Banner"),
    Auditor("Jyoti Kapadia"),
    Auditor("Rachel Thornbury", leaning=0.9),
    Auditor("Leon Castleford"),
    Auditor("Bethan Prosser"),
    Auditor("Kwame Ashworth"),
    Auditor("Nasreen Holloway"),
)
QA_LEAD = "Ruth Calloway"
MODERATORS = (HOST, 1, 5, 8, 12)
"""Auditors who moderate as well."""
CALIBRATED = (1, 3, 6, 9, 11)
"""Auditors who took part in the calibration."""


class Supervised(NamedTuple):
    """How often children are considered in supervision in time.

    Attributes:
        files: the share of files on which it always was.
        in_time: the share of the supervisions in time on the other files.
    """

    files: float = 0.4
    in_time: float = 0.45


class TeamCast(NamedTuple):
    """A team: name, service, its manager, how much better than the rest its practice is, and how it supervises."""

    name: str
    service: str
    manager: str
    practice: float = 0.0
    supervised: Supervised = Supervised()


TEAMS = (
    TeamCast("Assessment North", "Assessment", "Fiona Marlow-Dean", 0.15, supervised=Supervised(0.45, 0.45)),
    TeamCast("Assessment South", "Assessment", "Adebayo Stroud", -0.45, supervised=Supervised(0.17, 0.41)),
    TeamCast(
        "Child in Need and Protection East",
        "Child in need and protection",
        "Karen Whitlock",
        0.1,
        supervised=Supervised(0.42, 0.45),
    ),
    TeamCast(
        "Child in Need and Protection West",
        "Child in need and protection",
        "Parveen Ashdown",
        supervised=Supervised(0.36, 0.4),
    ),
    TeamCast(
        "Child in Need and Protection Central",
        "Child in need and protection",
        "Owen Merrick",
        -0.3,
        supervised=Supervised(0.3, 0.4),
    ),
    TeamCast("Cared For North", "Cared for", "Lucille Fontaine-Reid", 0.4, supervised=Supervised(0.62, 0.46)),
    TeamCast("Cared For South", "Cared for", "Dariusz Kemble", -0.1, supervised=Supervised(0.23, 0.37)),
    TeamCast("Permanence and Adoption", "Cared for", "Hannah Osei-Clarke", 0.3, supervised=Supervised(0.52, 0.48)),
    TeamCast("Care Experienced", "Care experienced", "Malcolm Tring", supervised=Supervised(0.34, 0.42)),
    TeamCast("Children with Disabilities", "Disability", "Zainab Hartley", 0.2, supervised=Supervised(0.5, 0.48)),
    TeamCast("Early Help", "Early help", "Gareth Penhale"),
    TeamCast("Fostering", "Fostering", "Christine Obi-Waters", 0.1),
)

_A_N, _A_S, _E, _W, _C, _CF_N, _CF_S, _PERM, _CE, _DIS, _EH, _FOS = range(len(TEAMS))

TEAMS_OF: dict[str, tuple[int, ...]] = {
    "child_in_need": (_E, _A_S, _W, _C, _A_N, _DIS, _E, _W, _C, _A_S),
    "child_protection": (_E, _W, _C, _E, _W, _A_S, _C, _A_N),
    "cared_for": (_CF_N, _CF_S, _PERM, _CF_N, _CF_S, _DIS, _CF_S, _PERM),
    "care_experienced": (_CE,),
    "unborn": (_E, _C, _W, _A_N),
    "early_help": (_EH,),
    "fostering": (_FOS,),
    "supervision_record": (_CF_N, _W, _A_S),
    "supervision_theme": tuple(range(len(TEAMS))),
}
"""Which teams have audits of each group of subjects, in turn."""
HOST_TEAM = _E
"""The team of the audits that the demo opens with."""
HOST_MANAGES = _DIS
"""The team that the host looks after while its manager is away; so the host audits and moderates none of it."""
