"""The own page of somebody who was asked, helps or pulls. Whoever has the link is that person; GET changes nothing."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from initiatives import services
from initiatives.forms.team import PartForm
from initiatives.models import Moderation, Task, TeamMember
from initiatives.services.team import team_of
from initiatives.services.team_ends import JOIN
from initiatives.views.limits import refuse_too_many
from initiatives.views.team import member_of, private, say
from wijknet.access import public
from wijknet.privacy.texts import newest
from wijknet.ui.forms import attempt


def for_member(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Find who the link belongs to, or say clearly that it opens nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **others: int) -> HttpResponse:
        found = member_of(token)
        if found is None:
            return private(render(request, "initiatives/public/team_gone.html", status=404))
        if request.method == "POST" and (limited := refuse_too_many(request, "initiative_message")):
            return limited
        return private(view(request, found, token, **others))

    return public(never_cache(guarded))


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, found: TeamMember, token: str) -> HttpResponse:
    """The question with its form, and after the yes: what I carry. POST says yes, or changes what I said of myself."""
    name = found.name or (found.offer.name[:30] if found.offer else "")
    role = "trekker" if found.champion else "helper"
    own = {"name": name, "does": found.does, "phone": found.phone, "show_name": found.show_name, "role": role}
    form = PartForm(request.POST or None, initial=own)
    if request.method == "POST" and form.is_valid():
        was = found.is_in
        if attempt(form, lambda: services.join_team(member=found, part=form.part())):
            messages.success(request, _("Bewaard.") if was else _("Dank je wel. Je doet mee!"))
            return redirect("team-member", token)
    context = {
        "member": found,
        "initiative": found.initiative,
        "is_public": found.initiative.moderation == Moderation.PUBLIC,
        "token": token,
        "form": form,
        "team": team_of(found.initiative) if found.is_in else None,
        "consent": newest(JOIN).text,
    }
    return render(request, "initiatives/public/team_member.html", context, status=400 if form.errors else 200)


@for_member
@require_POST
def no(request: HttpRequest, found: TeamMember, token: str) -> HttpResponse:
    """Rather not; as long as the address is kept it can still become yes."""
    services.refuse(member=found)
    messages.success(request, _("Goed dat je het zegt. We vragen het je niet opnieuw."))
    return redirect("team-member", token)


@for_member
@require_POST
def leave(request: HttpRequest, found: TeamMember, token: str) -> HttpResponse:
    """Said at once, because after it the link opens nothing."""
    services.leave_team(member=found)
    return render(request, "initiatives/public/team_left.html", {"initiative": found.initiative})


@for_member
@require_POST
def task(request: HttpRequest, found: TeamMember, token: str, task: int) -> HttpResponse:
    """Mine is done (`klaar`) or given back (`terug`); what nobody carries I take (`neem`)."""
    free_or_mine = Q(member=found) | Q(member=None)
    row = get_object_or_404(Task.objects.filter(free_or_mine), initiative=found.initiative, pk=task, done_on=None)
    act = request.POST.get("doe", "")
    if act == "klaar" and row.member_id == found.pk:
        services.set_done(task=row, done=True)
        messages.success(request, _("Klaar. Goed gedaan!"))
    elif act == "terug" and row.member_id == found.pk:
        services.hand_over(task=row, member=None)
        messages.success(request, _("Goed dat je het zegt. De taak is weer vrij."))
    elif act == "neem":
        say(request, _("Deze taak is nu van jou."), lambda: services.hand_over(task=row, member=found, own=True))
    return redirect("team-member", token)
