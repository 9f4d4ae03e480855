"""What has become of a pair: it runs, is elected or is in office, as the words around it tell."""

from __future__ import annotations

from pipeline.officials.grammar import grammar
from pipeline.officials.list_heads import told_of_list
from pipeline.officials.reading import Reading
from pipeline.officials.tickets.pairs import Ticket
from pipeline.types import Span, Status

# So far after a pair what became of it may be stated.
_OUTCOME_AHEAD = 120
# What an article tells within its first characters it is about.
_OPENING = 600


def status_of(reading: Reading, ticket: Ticket) -> Status:
    """Elect where the sentence declares a pair elected, in office where it tells of its inauguration.

    In a list it is what the words above say; else, where others have beaten it, and where it is left open who
    wins, a pair is of candidates. One with the post of its head but no "calon" is elect in an article on an
    inauguration to come, and so is one whose inauguration the sentence speaks of. What a sentence tells of a pair
    counts for the next one, too, which names it: "Pasangan tersebut yakni A-B".
    """
    told = _told_of_inauguration(reading, ticket)
    if told is not None:
        return told
    if ticket.place is not None or ticket.listed is not None:
        start = ticket.cue if ticket.listed is None else ticket.listed
        told = told_of_list(reading, start)
        if told is not None:
            return "elect" if told == "definitive" and _is_to_come(reading, start) else told
    sentence = reading.document.sentence_of(ticket.start)
    end = min(sentence.end, ticket.end + _OUTCOME_AHEAD)
    words = grammar().pairs
    stated = sentence.of(reading.text)
    if words.in_term.search(reading.text, sentence.start, ticket.start):
        return "definitive"
    if words.open.search(stated) or words.beaten.search(stated, 0, ticket.cue - sentence.start):
        return "candidate"
    if words.lost.match(reading.text, ticket.end):
        return "candidate"
    before = _told_before(reading, ticket)
    if words.elect.search(reading.text, before.start, before.end) or words.elect.search(
        reading.text, sentence.start, end
    ):
        return "elect"
    opens_elect = grammar().legislators.opens_elect.search(reading.text, 0, _OPENING)
    if opens_elect and words.as_declared.match(reading.text, ticket.cue):
        return "elect"
    is_inauguration = words.inauguration_of.search(reading.text, sentence.start, ticket.start)
    if is_inauguration and words.to_inaugurate.search(reading.text):
        return "elect"
    opening = reading.opening_of(sentence.start)
    if ticket.place is not None:
        # A paragraph that tells of an inauguration goes on with others who took office in other places.
        opening = reading.document.line_of(sentence.start).start
    in_office = words.sworn_in.search(reading.text, opening, end)
    if ticket.election is not None:
        if words.to_inaugurate.search(reading.text):
            return "elect"
        in_office = in_office or words.inaugurated.search(reading.text, opening, end)
    if in_office and _is_to_come(reading, ticket.cue):
        return "elect"
    return "definitive" if in_office else "candidate"


def _told_of_inauguration(reading: Reading, ticket: Ticket) -> Status | None:
    """What a pair is that is one of those sworn in: "Ketiga pasangan yang dilantik adalah A-B".

    So it is for "Ketiga pasangan itu adalah A-B", where this paragraph or the one before tells of them so.
    """
    text, document, words = reading.text, reading.document, grammar().pairs
    opening = reading.opening_of(document.sentence_of(ticket.start).start)
    if words.counted_again.match(text, opening, ticket.start) is None:
        return None
    above = next(document.lines_above(opening), document.line_of(opening))
    if words.to_inaugurate.search(text, above.start, ticket.start):
        return "elect"
    entered = words.sworn_in.search(text, opening, ticket.start)
    entered = entered or words.pairs_sworn_in.search(text, above.start, opening)
    return "definitive" if entered else None


def _told_before(reading: Reading, ticket: Ticket) -> Span:
    """The sentence before that tells what those have become whom a pair is one of, empty where none does.

    "Ada tiga pasangan terpilih. Ketiganya adalah A-B. Kemudian, C-D."
    """
    sentence = reading.document.sentence_of(ticket.start)
    opening = reading.opening_of(sentence.start)
    cue = next((cue for cue in reading.pair_cues if cue.start() == opening), None)
    is_named = cue is not None and (opening < sentence.start or cue.end() == ticket.start)
    if not is_named or not grammar().pairs.counted_again.match(reading.text, opening):
        return Span(opening, opening)
    return reading.document.sentence_before(opening)


def _is_to_come(reading: Reading, start: int) -> bool:
    """True where an article announces an inauguration before an offset."""
    return grammar().pairs.to_inaugurate.search(reading.text, 0, start) is not None
