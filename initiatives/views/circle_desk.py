"""A circle at the desk of its wijkmanager: what waits for a look, who is in it, and a meeting of its own.

For wijkmanagers only: a member agreed that they read along, and nobody else.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives import services
from initiatives.forms.circle import CircleMeetingForm, RefuseForm, RemoveForm
from initiatives.models import CircleMeeting, CircleMember, CirclePost
from initiatives.views.desk import user_of
from initiatives.views.events import wijken_to_write_in
from wijknet.access import Function, get_visible_or_404, require_function, requires
from wijknet.areas.models import Area, Scoped
from wijknet.areas.querysets import parts_seen_by
from wijknet.log.services import note_read
from wijknet.privacy.forms import tell_masked
from wijknet.ui.forms import attempt
from wijknet.ui.paging import page_by_key

MOST_MEMBERS = 200
MANAGES = Function.WIJKMANAGER


@requires(MANAGES)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first, or with `?wat=alles` all that was written; of one wijk also who is in its circle."""
    user = user_of(request)
    mine = wijken_to_write_in(user)
    area = chosen(request, mine)
    everything = request.GET.get("wat") == "alles"
    rows = CirclePost.objects.visible_to(user, MANAGES).select_related("area", "member", "to", "question", "by")
    if area:
        rows = rows.in_area(area)
    if not everything:
        rows = rows.to_look_at()
    parts = [] if area else parts_seen_by(user, MANAGES)
    context: dict[str, Any] = {
        "page": page_by_key(rows, request.GET, ascending=not everything, parts=parts),
        "everything": everything,
        "choices": mine if len(mine) > 1 else [],
        "area": area,
    }
    if area:
        note_read(request, area)
        context |= of_wijk(area)
    return render(request, "initiatives/desk/circle.html", context)


def chosen(request: HttpRequest, mine: list[Area]) -> Area | None:
    """The wijk of the address, or the only one."""
    asked = request.GET.get("wijk", "")
    return next((wijk for wijk in mine if wijk.code == asked), mine[0] if len(mine) == 1 else None)


def of_wijk(area: Area) -> dict[str, Any]:
    """Who is in the circle of one wijk, who was taken out, and when it meets."""
    rows = CircleMember.objects.in_area(area).select_related("initiative").order_by("joined_at", "pk")
    members = list(rows.defer("initiative__story", "initiative__search_text")[:MOST_MEMBERS])
    meetings = CircleMeeting.objects.filter(event__area=area, event__ends_at__gte=timezone.now())
    return {
        "members": [member for member in members if member.removed_on is None],
        "removed": [member for member in members if member.removed_on is not None],
        "meetings": meetings.select_related("event").prefetch_related("coming").order_by("event__starts_at"),
    }


def _managed(rows: Any, request: HttpRequest, pk: int) -> Any:
    """A row of a wijk that this colleague sees, and manages."""
    found = get_visible_or_404(rows.select_related("area"), user_of(request), pk=pk)
    require_function(user_of(request), found, MANAGES)
    return found


def _post(request: HttpRequest, pk: int) -> CirclePost:
    found: CirclePost = _managed(CirclePost.objects.select_related("member"), request, pk)
    return found


def _back(thing: Scoped) -> str:
    return f"{reverse('circle-desk')}?wijk={thing.area.code}"


@requires(MANAGES)
@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Good to read; also for what was reported and may stay."""
    post = _post(request, pk)
    try:
        services.place_post(post=post, by=user_of(request))
    except ValidationError as gone:
        messages.error(request, " ".join(gone.messages))
    else:
        messages.success(request, _("Geplaatst. Wie het mag lezen, krijgt een mail met een link."))
    return redirect(_back(post))


@requires(MANAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Not placed, or off again, with a reason for the writer."""
    post = _post(request, pk)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: services.refuse_post(post=post, reason=reason, by=user_of(request))):
            return _done(request, form, _("Niet geplaatst. Alleen de schrijver leest waarom."), _back(post))
    return _say_why(
        request,
        form,
        question=_("Haal je dit weg?") if post.state == CirclePost.State.PLACED else _("Plaats je dit niet?"),
        explanation=f"{post.member.name}: “{post.text}”",
        yes=_("Niet plaatsen en de reden sturen"),
        back_url=_back(post),
    )


@requires(MANAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of the circle, with the reason on the page of their idea."""
    member: CircleMember = _managed(CircleMember.objects.current(), request, pk)
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.remove_member(member=member, reason=form.cleaned_data["reason"], by=user_of(request))
        return _done(request, form, _("Deze deelnemer is uit de kring."), _back(member))
    return _say_why(
        request,
        form,
        question=_("Haal je %(name)s uit de kring?") % {"name": member.name},
        explanation=_("Alles wat deze deelnemer schreef gaat weg. Je kunt later weer toelaten, maar de tekst is weg."),
        yes=_("Haal uit de kring"),
        back_url=_back(member),
    )


@requires(MANAGES)
@require_POST
def let_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo: this sender may join again."""
    rows = CircleMember.objects.filter(removed_on__isnull=False)
    member: CircleMember = _managed(rows, request, pk)
    services.let_in_again(member=member, by=user_of(request))
    messages.success(request, _("Deze bewoner mag weer meedoen, en kiest dat zelf."))
    return redirect(_back(member))


@requires(MANAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest) -> HttpResponse:
    """Plan a meeting of the circle and invite it."""
    mine = wijken_to_write_in(user_of(request))
    area = chosen(request, mine)
    if area is None:
        return render(request, "initiatives/desk/event_where.html", {"choices": mine})
    form = CircleMeetingForm(area, request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts, key = form.meeting(), form.cleaned_data["request_key"]
        made = attempt(
            form, lambda: services.plan_circle_meeting(area=area, meeting=facts, key=key, by=user_of(request))
        )
        if made:
            return _done(request, form, _("Gepland. De kring krijgt een mail."), _back(made))
    context = {"form": form, "area": area}
    return render(request, "initiatives/desk/circle_meeting.html", context, status=400 if form.errors else 200)


def _done(request: HttpRequest, form: BaseForm, words: str, back: str) -> HttpResponse:
    messages.success(request, words)
    tell_masked(request, form)
    return redirect(back)


def _say_why(request: HttpRequest, form: BaseForm, **words: Any) -> HttpResponse:
    context = {"form": form, "danger": True} | words
    return render(request, "initiatives/desk/circle_why.html", context, status=400 if form.errors else 200)
