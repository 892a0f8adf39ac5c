"""The lists of casework as files, asked with `?bestand=`; see `actors.views.exports`."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from actors.views.exports import MOST_ROWS, answer_sheet
from wijknet.casework.exchange import Sheet


def answer_list(request: HttpRequest, sheet: Sheet, rows: "QuerySet[Any]") -> HttpResponse:
    """Exactly the rows of the list, whatever page of it is shown, without what somebody keeps for themselves."""
    return answer_sheet(
        request,
        model=sheet.model,
        title=sheet.title,
        heads=sheet.heads,
        rows=sheet.narrow(rows)[: MOST_ROWS + 1],
        cells=sheet.cells,
    )
