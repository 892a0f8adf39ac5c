"""The minutes of a meeting, from its page at the desk."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actors.forms.who import look_up
from initiatives.models import Event
from wijknet.access import Function, get_visible_or_404, require_function, requires
from wijknet.casework import services
from wijknet.casework.forms import MinutesForm
from wijknet.casework.forms.minutes import LINES
from wijknet.casework.services.minutes import MOST_PROMISES, why_no_minutes
from wijknet.casework.views.place import explain, user_of
from wijknet.privacy.forms import tell_masked


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was there, what was said, and what we would do: one page, stored at once."""
    viewer = user_of(request)
    rows = Event.objects.select_related("area", "place").prefetch_related("groups", "themes")
    event: Event = get_visible_or_404(rows, viewer, pk=pk)
    require_function(viewer, event, Function.WIJKMANAGER)
    if refused := why_no_minutes(event):
        messages.error(request, refused)
        return redirect(event.get_desk_url())
    known: dict[str, Any] = {"viewer": viewer, "event": event}
    form = MinutesForm(request.POST or None, **known)

    def as_typed(values: dict[str, Any], *, more: int = 0) -> MinutesForm:
        return MinutesForm(initial=values, rows=[*form.typed_rows(), *({} for _ in range(more))], **known)

    again = look_up(request, form, by=viewer, make=as_typed)
    if again is None and "more" in request.POST:
        again = as_typed({bound.name: bound.value() for bound in form}, more=LINES)
    if again is not None:
        form = again
    elif request.method == "POST" and form.is_valid():
        try:
            moment = services.keep_minutes(
                by=viewer, event=event, key=form.cleaned_data["request_key"], minutes=form.minutes()
            )
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, saved_words(form))
            for part in (form, *form.rows):
                tell_masked(request, part)
            return redirect(moment)
    form.show()
    return render(request, "casework/minutes.html", {"form": form, "event": event, "most": MOST_PROMISES})


def saved_words(form: MinutesForm) -> str:
    """What was saved, in one breath."""
    count = len(form.minutes().promises)
    if not count:
        return "Verslag opgeslagen."
    words = "1 afspraak staat" if count == 1 else f"{count} afspraken staan"
    return f"Verslag opgeslagen. {words} bij Vandaag."
