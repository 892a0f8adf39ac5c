"""Judge a proposed pair of an event and an initiative, from the page of either."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from initiatives.fits import initiatives_for
from initiatives.models import Event
from initiatives.services import forget_link, judge_link
from initiatives.views.desk import user_of, writable
from wijknet.access import Function, get_visible_or_404, require_function, requires


@requires(Function.WIJKMANAGER)
@require_POST
def event_initiative(request: HttpRequest, pk: int, reference: str) -> HttpResponse:
    """`antwoord` is koppel, nee or terug; `van` says on which page the button stood."""
    user = user_of(request)
    rows = Event.objects.select_related("area", "place").prefetch_related("themes", "groups")
    event: Event = get_visible_or_404(rows, user, pk=pk)
    require_function(user, event, Function.WIJKMANAGER)
    initiative = writable(request, reference)
    chosen = request.POST.get("antwoord", "")
    if chosen == "terug":
        forget_link(event=event, initiative=initiative, by=user)
        messages.success(request, _("Teruggedraaid."))
    elif chosen in {"koppel", "nee"}:
        linked = chosen == "koppel"
        reason = next((fit.reason for fit in initiatives_for(event, user) if fit.initiative.pk == initiative.pk), "")
        try:
            judge_link(event=event, initiative=initiative, linked=linked, reason=reason, by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Ze horen nu bij elkaar.") if linked else _("We stellen dit niet meer voor."))
    return redirect(initiative.get_desk_url() if request.POST.get("van") == "initiatief" else event.get_desk_url())
