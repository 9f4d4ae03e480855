"""What an article with percentages reports on: a survey, an election, or what nobody stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.percentages.cues import Cue, ruleset
from pipeline.types import Document, Measure

SENTENCES_OF_LEAD = 3

# What an article may tell of where nobody stands, so that "meraih 70 persen" is said of that.
_TOPICS: tuple[Measure, ...] = ("turnout", "budget")
_CUES_OF_TOPIC = 3
_CUES_OF_SURVEY = 2


@dataclass(frozen=True, slots=True)
class Reporting:
    """What an article reports on.

    ``is_survey`` is true for one on a survey, ``is_plainly_survey`` where more than one cue says so;
    ``topic`` is what it tells of, unless it tells of votes as well.
    """

    is_survey: bool
    is_plainly_survey: bool
    is_of_election: bool
    topic: Measure | None


def reporting(document: Document, cues: Sequence[Cue]) -> Reporting:
    """What ``document`` with these ``cues`` reports on."""
    is_survey = _is_survey(document, cues)
    is_of_election = ruleset().contexts.of_election.search(document.text) is not None
    surveys = sum(c.survey for c in cues)
    return Reporting(
        is_survey,
        is_survey and surveys >= _CUES_OF_SURVEY,
        is_of_election,
        _topic(cues, is_survey=is_survey) or (None if is_of_election else "other"),
    )


def _is_survey(document: Document, cues: Sequence[Cue]) -> bool:
    """True for an article that tells more of surveys than of counts, and does not begin with a count."""
    lead = document.sentences[:SENTENCES_OF_LEAD]
    begun = [c for c in cues if lead and c.start < lead[-1].end]
    if any(c.count for c in begun) and not any(c.survey for c in begun):
        return False
    return sum(c.survey for c in cues) > sum(c.count for c in cues)


def _topic(cues: Sequence[Cue], *, is_survey: bool) -> Measure | None:
    """What the cues tell of so often that votes are hardly spoken of."""
    # Those who say in a survey that they will not vote are no turnout.
    told = Counter(c.measure for c in cues if not (is_survey and c.poll))
    votes = sum(c.measure == "vote_share" and (c.count or not c.topic) for c in cues)
    topics = (m for m in _TOPICS if told[m] >= _CUES_OF_TOPIC and told[m] > 2 * votes)
    return next(topics, None)
