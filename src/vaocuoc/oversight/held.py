"""What oversight holds of what papers and tasks say (nơi giám sát giữ nội dung), for their destruction."""

from __future__ import annotations

from vaocuoc.documents.destruction.holding import MARK, Held, Source

_PAPER, _FINDING, _NOTE = "documents.document", "documents.finding", "tracking.taskupdate"
_OF_TASK = ((_PAPER, "task__document"), (_FINDING, "task__finding"))
_OF_TARGET = ((_PAPER, "indicator__targets__document"), (_FINDING, "indicator__targets__finding"))
_OF_LACK = ((_PAPER, "shortcoming__document"), (_PAPER, "proposal__document"))

OVERSIGHT = Source(
    held=(
        Held("oversight.taskanswer", ((_NOTE, "written"),), {"text": MARK, "blocker": MARK}),
        Held(
            "oversight.explanation",
            (*_OF_TASK, *_OF_TARGET),
            {"about": MARK},
            asked=True,
            words="about",
            keeper="keeper",
        ),
        Held(
            "oversight.agendaitem",
            (*_OF_TASK, *_OF_TARGET, *_OF_LACK, (_PAPER, "entry__document")),
            {"words": MARK},
            asked=True,
            words="words",
            keeper="meeting__keeper",
        ),
        Held("oversight.conclusion", _OF_TASK, {"text": MARK}, asked=True, words="text", keeper="meeting__keeper"),
        Held(
            "oversight.conclusionnotice",
            ((_PAPER, "document"),),
            {"subject": MARK, "opening": MARK, "closing": MARK},
            asked=True,
            words="subject",
            keeper="meeting__keeper",
        ),
        Held(
            "oversight.roundletter",
            ((_PAPER, "document"),),
            {"subject": MARK, "opening": MARK, "closing": MARK},
            asked=True,
            words="subject",
            keeper="keeper",
        ),
        Held(
            "oversight.calendarentry",
            ((_PAPER, "document"), *_OF_TASK),
            {"title": MARK, "note": MARK},
            asked=True,
            words="title",
            keeper="keeper",
        ),
    ),
)
