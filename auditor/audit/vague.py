"""Whether an action says enough to be done: a verb first, something one could see, a role, a day.

It only warns. Inspections find actions that are vague and unowned; a list of plain signs of that is all this is, and
whoever writes the action decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

_FEWEST_WORDS = 4
_VERB_LIST = """
accompany act add address advise agree allocate amend analyse answer apply appoint approve arrange ask assess assign
attach attend audit begin book brief bring build calculate call cancel carry chair challenge change chase check
choose clarify close collect commission compare compile complete confirm consult contact convene copy correct count
cover create date debrief decide define delete deliver describe develop direct discuss display distribute do
document draft draw edit email enable end engage enter escalate establish evaluate evidence examine explain explore
extend feed file fill finalise find finish fix follow formulate gain gather get give go grade hand have help hold
identify implement include increase inform instruct introduce invite involve issue join judge keep lead learn liaise
link list listen look make map mark match measure meet mend merge model move name negotiate note notify observe
obtain offer open order organise outline pay phone place plan post practise prepare present print prioritise produce
progress promote prompt propose protect prove provide publish put quantify raise reach read realign reassess recall
receive recommend reconsider reconvene record redistribute reduce refer reflect refresh register rehearse reinstate
remind remove rename renew reorder repeat replace reply report request rerun research resend reset resolve respond
restart restore resubmit retrieve return review revise revisit rewrite ring run sample save scan schedule screen
secure see seek select send separate set settle share show sign sit speak specify spend split start state step stop
strengthen submit summarise supervise support take talk teach tell test text trace train transfer translate trial
turn type undertake unpick update upload use validate verify view visit walk warn weigh withdraw work write
"""
_VERBS = frozenset(_VERB_LIST.split())
"""What an action may begin with. "Ensure", "consider" and "monitor" look like it: they have a rule of their own."""
_WEAK = (
    (
        re.compile(r"^(please )?(make sure|ensure)\b"),
        "ensure",
        "Say who does what: \N{LEFT DOUBLE QUOTATION MARK}{}\N{RIGHT DOUBLE QUOTATION MARK}",
    ),
    (re.compile(r"\b(to|and|should|must) (make sure|ensure)\b"), "ensure", "Say what is done, so that it is so."),
    (re.compile(r"\bconsider(ing)?\b"), "consider", "Say what is decided, by when, and where that is written down."),
    (re.compile(r"\bmonitor(ing)?\b"), "monitor", "Say what is looked at, on which day, and what happens then."),
    (
        re.compile(
            r"\breview(ed|ing)? (\w+ ){0,4}?(as|when|if|where) (and when )?(needed|necessary|required|appropriate)\b"
        ),
        "review as needed",
        "Name the day of the review, and what it decides.",
    ),
    (
        re.compile(r"\bcontinu(e|es|ing) (to|with)\b|^continue\b"),
        "continue to",
        "Say what changes, or how often and until when.",
    ),
)
_DATE_WORDS = re.compile(
    r"\b(asap|a\.s\.a\.p|as soon as possible|ongoing|on-going|in due course|when possible|where possible|immediately"
    r"|going forward|moving forward|over time|soon)\b"
)
_EXAMPLE = "Update the chronology from November 2024"
_SO_IT_IS = re.compile(r"^(?:please )?(?:ensure|make sure) (?:that )?(.+?) (?:is|are) (\w+)\b(.*)$", re.IGNORECASE)
_TO_DO = re.compile(r"^(?:the |all )?[\w/&' -]{2,40}? (?:to|will|should|must) (\w+)", re.IGNORECASE)


class Said(Protocol):
    """What is looked at of an action."""

    @property
    def what(self) -> str:
        """What will be done."""

    @property
    def owner(self) -> str:
        """The role that does it."""

    @property
    def due(self) -> date | None:
        """The day by which."""


@dataclass(frozen=True)
class Vague:
    """One sign that an action is vague.

    Attributes:
        why: what is missing, without a full stop.
        instead: how to say it, a sentence.
    """

    why: str
    instead: str

    def __str__(self) -> str:
        return f"{self.why}. {self.instead}"


def vague(action: Said) -> list[Vague]:
    """Every sign that an action is vague, with how to say it; none when it says enough."""
    found = list(vague_words(action.what))
    if not action.owner.strip():
        found.append(Vague("nobody owns it", "Name a role of the team: social worker, team manager."))
    if action.due is None:
        found.append(Vague("it has no day", "Name the day by which it is done."))
    return found


def vague_words(what: str) -> Iterator[Vague]:
    """The signs in the words alone: what can be told while they are typed."""
    words = " ".join(what.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    if not words:
        return
    weak = [(name, instead) for pattern, name, instead in _WEAK if pattern.search(words)]
    for name, instead in dict(weak).items():
        yield Vague(
            f"\N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK} says nothing one could see done",
            instead.format(_instead(what)),
        )
    if not weak and not _begins_with_verb(words):
        yield Vague("it does not begin with a verb", f"Begin with what is done: {_EXAMPLE}.")
    if len(words.split()) < _FEWEST_WORDS:
        yield Vague("it is very short", f"Say what, and which part of it: {_EXAMPLE}.")
    if match := _DATE_WORDS.search(words):
        yield Vague(
            f"\N{LEFT DOUBLE QUOTATION MARK}{match[0]}\N{RIGHT DOUBLE QUOTATION MARK} is no day",
            "Name the day by which it is done.",
        )


def _begins_with_verb(words: str) -> bool:
    plain = re.sub(r"^(please|to|urgently|now|promptly) ", "", words)
    first = re.split(r"[^a-z'-]", plain, maxsplit=1)[0]
    if _is_verb(first):
        return True
    # "Social worker to update the chronology": who does it stands before the verb.
    found = _TO_DO.match(plain)
    return found is not None and _is_verb(found[1])


def _is_verb(word: str) -> bool:
    return word.removeprefix("re-") in _VERBS


def _instead(what: str) -> str:
    """For "Ensure that the plan is updated …": "Update the plan …" where that can be told, an example elsewhere."""
    found = _SO_IT_IS.match(" ".join(what.split()))
    verb = next((verb for verb in _VERBS if found and _past(verb) == found[2].casefold()), "")
    if found is None or not verb:
        return _EXAMPLE
    return f"{verb.capitalize()} {found[1]}{found[3]}".rstrip(". ")


_IRREGULAR = {
    "bring": "brought",
    "build": "built",
    "find": "found",
    "give": "given",
    "hold": "held",
    "make": "made",
    "put": "put",
    "read": "read",
    "see": "seen",
    "seek": "sought",
    "send": "sent",
    "set": "set",
    "take": "taken",
    "tell": "told",
    "write": "written",
    "keep": "kept",
    "draw": "drawn",
    "choose": "chosen",
    "begin": "begun",
    "submit": "submitted",
    "refer": "referred",
    "plan": "planned",
    "stop": "stopped",
    "undertake": "undertaken",
}


def _past(verb: str) -> str:
    """The participle."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if verb.endswith("y") and verb[-2] not in "aeiou" else f"{verb}ed"
