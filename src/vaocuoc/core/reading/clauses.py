"""Clauses that order or promise: who is told, through whom, and where the verb of doing begins (vế câu giao việc).

A clause is read from its start: openers ("đồng thời"), asides ("để ..., "), an order ("giao", "yêu cầu") with the body it
tells, or a subject with its modal ("cần", "sẽ") or its verb. Nothing here knows days, sections or products.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vaocuoc.core.reading import instructions as words
from vaocuoc.core.reading import verbs
from vaocuoc.core.reading.engine import Cue
from vaocuoc.core.reading.indicators import clean
from vaocuoc.core.reading.organisations import starts_organisation
from vaocuoc.core.reading.owners import (
    MOST_WORDS,
    cue_and_end,
    depth,
    owner_end,
    owner_name,
    past_aside,
    rstrip,
    skip_blanks,
)
from vaocuoc.core.reading.structure import Layout

_SUBJECT_WORDS = 24
_SPEAKER_WORDS = 18
_STEPS = 8
_NEAR = 260


@dataclass(slots=True)
class Clause:
    """A clause being read: where its verb is looked for and what was learnt before it.

    ``directive`` tells that its own words order or promise; ``ordered``, that another orders its owner; ``modal``, that
    "phải", "sẽ" and the like stand right before its verb, which therefore need not be a known one.
    """

    position: int
    end: int
    owner: str | None = None
    through: str | None = None
    directive: bool = False
    ordered: bool = False
    modal: bool = False
    owned: bool = False
    duty: bool = False
    asides: int = 0
    rules: list[str] = field(default_factory=list)


class ClauseReader:
    """Opens clauses of a text and cuts them into tasks."""

    def __init__(self, layout: Layout) -> None:
        self.seen, self.text = layout.surface, layout.text

    def opened(self, start: int, end: int, *, owned: bool = False, duty: bool = False) -> Clause | None:
        """Read the words before the verb of a clause; None where no verb of doing is found.

        ``owned`` tells that what stands over the clause has named who does it: "chỉ đạo các đơn vị" is then their duty.
        ``duty`` tells that the clause stands in a list of duties: what a post "chỉ đạo" there is its own.
        """
        clause = Clause(skip_blanks(self.seen, start), rstrip(self.seen, start, end), owned=owned, duty=duty)
        self._past_colon(clause)
        for _ in range(_STEPS):
            opener = words.OPENER.match(self.seen, clause.position, clause.end)
            if opener and opener.end() > clause.position:
                clause.position = skip_blanks(self.seen, opener.end())
            if clause.position >= clause.end:
                return None
            if self._orders(clause) or self._promises(clause):
                continue
            if self.does(clause):
                told = not clause.directive and words.JUST_DONE.search(self.seen, start, clause.position)
                return self._ordered_within(start, end) if told else clause
            if not (self._named(clause) and self._subject(clause)) and not self._past_leading(clause):
                break
        return clause if self.does(clause) else self._ordered_within(start, end)

    def ordered(self, start: int, end: int) -> str | None:
        """Whom a clause orders though no verb follows ("..., yêu cầu các sở, ngành:"); None where nobody."""
        for match in words.ORDER_WITHIN.finditer(self.seen, start, end):
            order = cue_and_end(words.ORDERS, self.seen, match.start("order"))
            body = skip_blanks(self.seen, order[1]) if order else end
            if body < end and starts_organisation(self.seen, body):
                return clean(self.text[body : owner_end(self.text, self.seen, body, end)]) or None
        return None

    def later(self, clause: Clause, end: int) -> Clause | None:
        """The subject that a clause comes to after words that only lead to it ("Tiếp thu ý kiến, phường sẽ ...").

        The clause as it is where nobody is named later; None where the one named only tells or has done.
        """
        if words.LEADS_TO.match(self.seen, clause.position) is None:
            return clause
        grounds = self.seen.startswith("căn cứ", clause.position)
        for match in words.COMMA.finditer(self.seen, clause.position, min(end, clause.position + _NEAR)):
            after = skip_blanks(self.seen, match.end())
            if not starts_organisation(self.seen, after) or not (grounds or self.text[after].isupper()):
                continue
            stop = owner_end(self.text, self.seen, after, end)
            if words.TELLS.match(self.seen, skip_blanks(self.seen, stop), end):
                return None
            found = Clause(after, clause.end)
            if self._subject(found) and (grounds or found.directive) and self.does(found):
                return found
        return clause

    def verb(self, position: int, end: int) -> bool:
        """Tell whether a verb of doing stands at a position."""
        return verbs.verb_at(self.seen, position, end) is not None

    def does(self, clause: Clause) -> bool:
        """Tell whether a clause has come to its verb: a known one, or whatever a modal stands before."""
        if self.verb(clause.position, clause.end):
            return True
        return clause.modal and words.ANY_VERB.match(self.seen, clause.position, clause.end) is not None

    def _orders(self, clause: Clause) -> bool:
        order = cue_and_end(words.ORDERS, self.seen, clause.position)
        return order is not None and not self._leads(clause, order) and self._ordered_body(clause, order)

    def _leads(self, clause: Clause, order: tuple[Cue[str], int]) -> bool:
        """Tell "chỉ đạo các đơn vị ..." as the own duty of whoever is told, from an order to those units."""
        return (clause.owner is not None or clause.directive or clause.owned) and self.seen.startswith(
            "chỉ đạo", clause.position
        )

    def _promises(self, clause: Clause) -> bool:
        modal = cue_and_end(words.MODALS, self.seen, clause.position)
        if modal is None:
            return False
        clause.directive, clause.modal = True, modal[0].name in words.FIRM
        clause.rules.append(modal[0].name)
        clause.position = skip_blanks(self.seen, modal[1])
        return True

    def _names_body(self, position: int) -> bool:
        return starts_organisation(self.seen, skip_blanks(self.seen, position))

    def _named(self, clause: Clause) -> bool:
        """Tell whether a clause begins with the name of a body, a post or a place."""
        if clause.owner:
            return False
        place = words.PLACE.match(self.text, clause.position, clause.end)
        return starts_organisation(self.seen, clause.position) or place is not None

    def _past_leading(self, clause: Clause) -> bool:
        """Skip a phrase before the clause ("Trên cơ sở ..., ", "Để ..., "), over the commas in it."""
        aside = words.LEADING_ASIDE.match(self.seen, clause.position, clause.end)
        comma = self._next_duty(clause) if clause.asides else -1
        if aside is None and comma < 0:
            return False
        clause.asides += 1
        after = aside.end() if aside else comma + 1
        if words.ON_CONDITION.match(self.seen, clause.position):
            then = words.THEN.search(self.seen, clause.position, clause.end)
            after = then.end() if then else self._next_body(after, clause.end)
        clause.position = skip_blanks(self.seen, after)
        return True

    def _next_body(self, position: int, end: int) -> int:
        """Where, after a comma, the body stands that a condition is said for; ``position`` itself where none does."""
        if starts_organisation(self.seen, skip_blanks(self.seen, position)):
            return position
        for match in words.COMMA.finditer(self.seen, position, min(end, position + _NEAR)):
            after = skip_blanks(self.seen, match.end())
            if starts_organisation(self.seen, after) and self._subject(Clause(after, end)):
                return position if words.ORDER_WITHIN.search(self.seen, position, after) else match.end()
        return position

    def _next_duty(self, clause: Clause) -> int:
        """The next comma of a clause after which a body or a verb of a duty of its own stands; -1 where none does."""
        comma = self.seen.find(",", clause.position, clause.end)
        while comma >= 0:
            after = skip_blanks(self.seen, comma + 1)
            if (
                starts_organisation(self.seen, after)
                or verbs.STRONG.match(self.seen, after, clause.end)
                or verbs.MANNER.match(self.seen, after, clause.end)
                or words.MUST.match(self.seen, after)
            ):
                return comma
            comma = self.seen.find(",", comma + 1, clause.end)
        return -1

    def _ordered_within(self, start: int, end: int) -> Clause | None:
        """A clause whose order or promise stands inside it: "... vừa ban hành kế hoạch, yêu cầu các đơn vị ..."."""
        seen = self.seen
        clause = self._first_order(start, end)
        if clause is not None:
            return clause
        for match in words.PROMISE_WITHIN.finditer(seen, start, end):
            after = skip_blanks(seen, match.end())
            subject = self._subject_before(start, match.start())
            unnamed = match.group().startswith("sẽ") and words.WE_WILL.search(seen, start, match.start()) is not None
            if (subject or unnamed) and self.verb(after, end):
                return Clause(after, rstrip(seen, start, end), owner=subject, directive=True, rules=["task.will"])
        return None

    def first_order(self, start: int, end: int) -> int:
        """Where an order inside a stretch begins, whoever gives it; ``start`` where none does."""
        for match in words.ORDER_WITHIN.finditer(self.seen, start, end):
            if self._given(start, match.start("order")):
                return match.start("order")
        return start

    def _first_order(self, start: int, end: int) -> Clause | None:
        for match in words.ORDER_WITHIN.finditer(self.seen, start, end):
            clause = Clause(match.start("order"), rstrip(self.seen, start, end))
            order = cue_and_end(words.ORDERS, self.seen, clause.position)
            if (
                order
                and self._given(start, clause.position)
                and self._ordered_body(clause, order)
                and self.verb(clause.position, clause.end)
            ):
                return clause
        return None

    def _given(self, start: int, order: int) -> bool:
        """Tell whether a body, a person or nobody stands between the last comma and an order."""
        comma = self.seen.rfind(",", start, order)
        speaker = skip_blanks(self.seen, comma + 1 if comma >= 0 else start)
        if speaker >= order:
            return comma >= 0
        if words.TOO.match(self.seen, speaker, order):
            return True
        if self.seen.startswith("chỉ đạo", order):
            return False
        named = starts_organisation(self.seen, speaker) or words.PERSON.match(self.seen, speaker) is not None
        return named and len(self.seen[speaker:order].split()) <= _SPEAKER_WORDS

    def _subject_before(self, start: int, end: int) -> str | None:
        """The body that stands right before a modal, gone back over commas while names of bodies go on."""
        begin = None
        position = end
        while (comma := self.seen.rfind(",", start, position)) >= 0 or position > start:
            piece = skip_blanks(self.seen, max(comma + 1, start))
            said = words.SAYS_TIME.match(self.seen, piece, end)
            piece = said.end() if said else piece
            if piece >= end or not starts_organisation(self.seen, piece):
                break
            if begin is not None and owner_end(self.text, self.seen, piece, position) < rstrip(
                self.seen, piece, position
            ):
                break
            begin, position = piece, comma
            if comma < 0 or said:
                break
        if begin is None:
            return None
        stop = owner_end(self.text, self.seen, begin, end)
        if stop < rstrip(self.seen, begin, end) and not words.AND_ENDS.search(self.seen, stop, end):
            return None
        name = owner_name(self.text, self.seen, begin, stop)
        return name if name and len(name.split()) <= _SUBJECT_WORDS else None

    def _past_colon(self, clause: Clause) -> None:
        """Go past a label ("Đối với quản lý đô thị, đất đai: ...") or an announcement ("... xác định hai khâu đột phá: ...")."""
        colon = self.seen.find(":", clause.position, min(clause.end, clause.position + _NEAR))
        if colon < 0 or not self.seen[colon + 1 : clause.end].strip():
            return
        if self._past_name(clause):
            return
        if words.ANNOUNCES.search(self.seen, clause.position, colon):
            clause.directive = True
            clause.rules.append("task.announced")
            subject = words.LAST_COMMA_BODY.search(self.seen, clause.position, colon)
            body = skip_blanks(self.seen, subject.end() if subject else clause.position)
            if starts_organisation(self.seen, body):
                clause.owner = clean(self.text[body : owner_end(self.text, self.seen, body, colon)]) or None
            clause.position = colon + 1
        elif words.LABEL.match(self.seen, clause.position, colon) or self._answers(clause.position, colon):
            clause.position = colon + 1

    def _past_name(self, clause: Clause) -> bool:
        """Take the name that alone stands before a colon as who does what follows ("a) Sở Nội vụ: (1) trình ...; (2) ...")."""
        order = cue_and_end(words.ORDERS, self.seen, clause.position)
        begin = skip_blanks(self.seen, order[1]) if order else clause.position
        if not starts_organisation(self.seen, begin) or (self.text[begin].islower() and order is None):
            return False
        stop = owner_end(self.text, self.seen, begin, clause.end)
        name = owner_name(self.text, self.seen, begin, stop)
        if stop >= clause.end or self.seen[stop] != ":" or not name or len(name.split()) > MOST_WORDS:
            return False
        clause.owner, clause.position = name, skip_blanks(self.seen, stop)
        if order:
            clause.directive = clause.ordered = True
            clause.rules.append(order[0].name)
        return True

    def _answers(self, position: int, colon: int) -> bool:
        """Tell a matter that is named before its answer ("Dự án nâng cấp đường liên xã: Giao Sở Xây dựng ...")."""
        after = skip_blanks(self.seen, colon + 1)
        order = cue_and_end(words.ORDERS, self.seen, after)
        return not starts_organisation(self.seen, position) and (
            order is not None or (starts_organisation(self.seen, after) and self.text[after].isupper())
        )

    def _ordered_body(self, clause: Clause, order: tuple[Cue[str], int]) -> bool:
        """ "Giao Sở Tài chính chủ trì ...": the body ordered and where its verb begins."""
        body = skip_blanks(self.seen, order[1])
        if not starts_organisation(self.seen, body):
            if order[0].name == "task.assign" or not (
                self.verb(body, clause.end) or cue_and_end(words.MODALS, self.seen, body)
            ):
                return False
            # "Đồng chí yêu cầu tiếp tục ...": who speaks is not who does.
            clause.owner, clause.directive, clause.position = None, True, body
            clause.rules.append(order[0].name)
            return True
        stop = owner_end(self.text, self.seen, body, clause.end)
        owner = owner_name(self.text, self.seen, body, stop)
        if not owner or len(owner.split()) > MOST_WORDS:
            return False
        relay = words.RELAY.match(self.seen, stop, clause.end)
        if relay and starts_organisation(self.seen, relay.end()) and not words.PLURAL.match(self.seen, relay.end()):
            after = owner_end(self.text, self.seen, relay.end(), clause.end)
            if self.verb(skip_blanks(self.seen, after), clause.end):
                clause.through, owner, stop = owner, clean(self.text[relay.end() : after]), after
                clause.rules.append("task.through")
        clause.owner, clause.directive, clause.ordered = owner, True, True
        clause.rules.append(order[0].name)
        clause.position = past_aside(self.seen, stop, clause.end)
        return True

    def _subject(self, clause: Clause) -> bool:
        """ "Sở Tài chính chủ trì ...", "Các xã, phường cần ...": a body as the subject of a verb of doing."""
        stop = owner_end(self.text, self.seen, clause.position, clause.end)
        self._past_generic(clause, stop)
        owner = owner_name(self.text, self.seen, clause.position, stop)
        if stop >= clause.end or not owner or len(owner.split()) > MOST_WORDS:
            return False
        between = past_aside(self.seen, stop, clause.end)
        if words.DONE.match(self.seen, skip_blanks(self.seen, stop), clause.end):
            return False
        modal = cue_and_end(words.MODALS, self.seen, between)
        verb = self.verb(between, clause.end)
        order = cue_and_end(words.ORDERS, self.seen, between)
        speaker = words.PRIVATE_SPEAKER if clause.duty else words.SPEAKER
        leads = self.seen.startswith("chỉ đạo", between)
        if (
            order
            and not (order[0].name == "task.assign" and not self._names_body(order[1]))
            and (not leads or speaker.match(self.seen, clause.position))
        ):
            # Who orders is not who does; a body that "chỉ đạo" another answers for it itself.
            clause.position = between
            return True
        if not modal and not verb:
            return False
        clause.owner = owner
        if modal:
            clause.rules.append(modal[0].name)
            clause.directive, clause.modal = True, modal[0].name in words.FIRM
            between = skip_blanks(self.seen, modal[1])
        elif between > skip_blanks(self.seen, stop) + 1:
            # What a body does by its functions is its duty.
            clause.directive = True
            clause.rules.append("task.by_function")
        elif words.COMMITS.match(self.seen, between):
            clause.directive = True
            clause.rules.append("task.subject")
        clause.position = between
        return True

    def _past_generic(self, clause: Clause, stop: int) -> None:
        """Leave to the phrase before it what is only its rest ("Trên cơ sở đề nghị của các bộ, cơ quan liên quan, Bộ Tài chính")."""
        rest = words.GENERIC.match(self.seen, clause.position, stop) if clause.asides else None
        if rest and self.text[clause.position].islower():
            after = skip_blanks(self.seen, rest.end())
            if after < stop and self.text[after].isupper():
                clause.position = after

    # -- cutting

    def split(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Cut a clause at commas (and "và") before a new main verb with its own object."""
        seen, begin = self.seen, start
        for match in words.JOINT.finditer(seen, start, end):
            after = skip_blanks(seen, match.end())
            joint = match.group().strip()
            also = (words.ALSO if joint == "," else words.AND_MUST).match(seen, after, end)
            if also is not None:
                after = also.end()
            fits = words.NEW_ORDER if joint == "và" else words.NEW_VERB
            if also is None and not (fits.match(seen, after, end) and self.acts(after, end)):
                continue
            if (also is not None and not self.verb(after, end)) or depth(seen, begin, match.start()):
                continue
            if also is None and joint == "," and self._goes_on(begin, match.start(), after):
                continue
            if joint == "và" and seen.startswith("tổ chức", after) and self._ends_in_verb(begin, match.start()):
                continue
            least = 2 if words.NEW_DUTY.match(seen, after) else 3
            if self._object_words(begin, match.start()) >= least and self._object_words(after, end) >= 2:
                yield begin, match.start()
                begin = after
        yield begin, end

    def acts(self, position: int, end: int) -> bool:
        """Tell a manner word that goes with a verb ("kịp thời xử lý") from one that only says how ("kịp thời, hiệu quả")."""
        manner = verbs.MANNER.match(self.seen, position, end)
        return (
            manner is None
            or words.SAYS_HOW.match(self.seen, position) is None
            or (self.verb(skip_blanks(self.seen, manner), end) and self.seen[manner] == " ")
        )

    def _goes_on(self, begin: int, comma: int, after: int) -> bool:
        """Tell a comma that goes on with a row ("đào tạo, bồi dưỡng, nâng cao ...") or with an aim ("để ...")."""
        before = self.seen.rfind(",", begin, comma)
        piece = skip_blanks(self.seen, before + 1) if before >= 0 else begin
        if words.WITH_PARTNERS.match(self.seen, begin, comma) and before < 0:
            return True
        stop = verbs.verb_at(self.seen, piece, comma) if before >= 0 else None
        row = stop is not None and stop >= rstrip(self.seen, piece, comma)
        if not row and self._ends_in_verb(begin, comma):
            return True
        if words.NEW_DUTY.match(self.seen, after) is not None:
            return False
        return row or words.AIM.search(self.seen, begin, comma) is not None

    def _ends_in_verb(self, start: int, end: int) -> bool:
        """Tell a stretch whose last two words are a verb: its object is still to come, or it is one of a row."""
        last = _LAST_WORDS.search(self.seen, start, end)
        if last is None or last.start() <= start or verbs.verb_at(self.seen, last.start(), end) != last.end():
            return False
        return words.NOUN_MADE.search(self.seen, max(start, last.start() - _SHORT), last.start()) is None

    def _object_words(self, start: int, end: int) -> int:
        """How many words stand after the verbs that open a clause."""
        position = start
        while (manner := verbs.MANNER.match(self.seen, position, end)) is not None:
            position = skip_blanks(self.seen, manner)
        return len(_WORD.findall(self.seen, verbs.verbs_at(self.seen, position, end) or position, end))

    def action(self, start: int, end: int) -> str:
        """The head verb phrase: manner words left out, verbs that share an object kept together."""
        position = start
        while True:
            manner = verbs.MANNER.match(self.seen, position, end)
            following = skip_blanks(self.seen, manner) if manner else position
            if manner is None or not self.verb(following, end):
                break
            position = following
        stop = verbs.verbs_at(self.seen, position, end) or position
        leads = self.seen.startswith(("chủ trì", "phối hợp"), position)
        partners = words.COOPERATING.search(self.seen, position, end) if leads else None
        if partners and (after := verbs.verbs_at(self.seen, skip_blanks(self.seen, partners.end()), end)):
            # "chủ trì, phối hợp với ... nghiên cứu, xử lý": what is done comes after those it is done with.
            position, stop = skip_blanks(self.seen, partners.end()), after
        return clean(self.text[position:stop]) or " ".join(clean(self.text[start:end]).split()[:2])


def told(seen: str, start: int, position: int, end: int, *, ordered: bool = False) -> bool:
    """Tell a clause that reports what was done: "đã", "đang", "vừa" of its own subject, not of a thing it speaks of.

    ``position`` is where its verb begins. Before the verb any such word tells; after it only where a new subject, set off
    by a comma, has it ("Thực hiện kế hoạch, các xã đã ..."), since "những điểm nghẽn đã được chỉ ra" reports nothing. ``ordered`` tells
    that the clause stands in a list of orders: what it first speaks of ("Đối với các dự án đã ...") reports nothing there.
    """
    if words.DONE.search(seen, start, position):
        return not (ordered and words.TOPIC.match(seen, skip_blanks(seen, start)))
    for match in words.DONE.finditer(seen, position, min(end, position + _NEAR)):
        comma = seen.rfind(",", position, match.start())
        if comma < 0:
            if match.start() - position <= (_NEXT if ordered else _VERY_NEAR) and words.DONE_AT_ONCE.match(
                seen, match.start()
            ):
                return True
            continue
        if starts_organisation(seen, skip_blanks(seen, comma + 1)):
            return True
    return False


_SHORT = 30
_VERY_NEAR = 30
_NEXT = 12
"""So near that only the verb stands before it."""
_LAST_WORDS = re.compile(r"[^\W\d_]+\s+[^\W\d_]+$")
_WORD = re.compile(r"\w+")


def listed(said: str) -> tuple[str, ...]:
    """The bodies of a list, each by itself where semicolons or lines part them; commas stand within names too."""
    return tuple(name for piece in re.split(r";|\n(?=[-+•])", said) if (name := clean(piece)))
