"""What was asked at a case and what came back, as its page shows it side by side."""

from dataclasses import dataclass
from uuid import uuid4

from django.db.models import QuerySet
from django.http import QueryDict

from wijknet.access import Viewer
from wijknet.access.prepared import prepared
from wijknet.casework.forms import PlainForm
from wijknet.casework.models import Case, CaseAnswer
from wijknet.casework.permissions import may_write_here

MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The answer as it was given, and the words for the wijk: there already, or a form to write them in."""

    answer: CaseAnswer
    form: PlainForm | None


def pairs_of(found: Case, viewer: Viewer, *, may_write: bool) -> list[Pair]:
    """Newest first, what still waits on top; readers read."""
    rows = _answers_of(found)
    return [
        Pair(
            answer=row,
            form=plain_form(row, found, viewer) if may_write and row.text and not row.plain_text else None,
        )
        for row in rows
    ]


@prepared
def _answers_of(found: Case) -> QuerySet[CaseAnswer]:
    answers: QuerySet[CaseAnswer] = CaseAnswer.objects.filter(case=found).for_page()[:MOST]
    return answers


def plain_form(answer: CaseAnswer, found: Case, viewer: Viewer, data: QueryDict | None = None) -> PlainForm:
    """The form for the plain words. They go to the sender where this colleague may write to the sender."""
    initiative = found.initiative
    return PlainForm(
        data,
        answer=answer,
        may_tell=initiative is not None and may_write_here(viewer, initiative),
        initial={"plain_text": answer.plain_text, "version": answer.version, "request_key": uuid4()},
    )
