"""The team on the page of who pulls it: the sender, or somebody who joined as trekker. GET changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from initiatives import services
from initiatives.forms.team import AskForm, CarrierForm, PullForm, TaskForm
from initiatives.mails import TEAM
from initiatives.models import Initiative, Kind, Offer, Task, TeamMember
from initiatives.services.team import team_of
from initiatives.services.team_ends import JOIN
from initiatives.views.follow import open_link
from initiatives.views.limits import refuse_too_many
from wijknet.access import public
from wijknet.privacy.texts import newest
from wijknet.tokens.services import find_link
from wijknet.ui.forms import attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """From whose link the team is seen: the sender's, or that of somebody who pulls it."""

    token: str
    initiative: Initiative
    me: TeamMember | None
    by_sender: bool

    @property
    def page(self) -> str:
        return reverse("initiative-follow-team", args=[self.token])

    @property
    def back(self) -> str:
        return reverse("initiative-follow" if self.by_sender else "team-member", args=[self.token])


def find_seat(token: str) -> Seat | None:
    """The sender may always; of the others only who pulls it now."""
    opened = open_link(token)
    if opened is not None:
        me = TeamMember.objects.joined().filter(initiative=opened.initiative, is_sender=True).first()
        return Seat(token=token, initiative=opened.initiative, me=me, by_sender=True)
    member = member_of(token)
    if member is None or not (member.is_in and member.champion):
        return None
    return Seat(token=token, initiative=member.initiative, me=member, by_sender=False)


def member_of(token: str) -> TeamMember | None:
    """Who a link in a mail to the team belongs to; nobody once they stopped."""
    link = find_link(token, purpose=TEAM)
    rows = TeamMember.objects.select_related("initiative__municipality__settings", "initiative__area", "offer")
    found: TeamMember | None = rows.filter(pk=link.target_pk, left_on=None).first() if link else None
    return found


def private(response: HttpResponse) -> HttpResponse:
    """Not indexed, and only the name of the site is told to what is linked."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "strict-origin"
    return response


def for_team(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Find the seat behind the link, or say clearly that it opens nothing. A question has no team."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **others: int) -> HttpResponse:
        seat = find_seat(token)
        if seat is None or seat.initiative.kind != Kind.IDEA:
            return private(render(request, "initiatives/public/team_gone.html", status=404))
        if request.method == "POST" and (limited := refuse_too_many(request, "initiative_message")):
            return limited
        return private(view(request, seat, **others))

    return public(never_cache(guarded))


def say(request: HttpRequest, words: str, write: Callable[[], object]) -> None:
    """Do something that may have become impossible meanwhile, and say what came of it."""
    try:
        write()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, words)


@for_team
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who pulls it, who helps, who carries what; POST asks somebody."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, champion = form.cleaned_data["email"], form.cleaned_data["role"] == "trekker"
        if attempt(form, lambda: services.ask_member(initiative=seat.initiative, email=email, champion=champion)):
            messages.success(request, _("We hebben het gevraagd. Je ziet hier wat het antwoord is."))
            return redirect(seat.page)
    return show(request, seat, ask_form=form)


def show(
    request: HttpRequest, seat: Seat, *, ask_form: AskForm | None = None, task_form: TaskForm | None = None
) -> HttpResponse:
    members = TeamMember.objects.joined().filter(initiative=seat.initiative)
    offers = Offer.objects.shared().filter(initiative=seat.initiative, members=None).order_by("at", "pk")
    form = ask_form if ask_form and ask_form.errors else task_form
    context: dict[str, Any] = {
        "seat": seat,
        "initiative": seat.initiative,
        "team": team_of(seat.initiative),
        "done": Task.objects.filter(initiative=seat.initiative, done_on__isnull=False).order_by("-done_on", "-pk")[:10],
        "ask_form": ask_form or AskForm(),
        "task_form": task_form or TaskForm(members=members, auto_id="id_taak_%s"),
        "pull_form": PullForm(auto_id="id_ik_%s"),
        "offers": offers,
        "consent": newest(JOIN).text,
        "form": form,
    }
    status = 400 if form is not None and form.errors else 200
    return render(request, "initiatives/public/team.html", context, status=status)


@for_team
@require_POST
def pull(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The sender pulls it, or (`stop=ja`) no longer."""
    if request.POST.get("stop") == "ja" and seat.me is not None and seat.by_sender:
        services.leave_team(member=seat.me)
        messages.success(request, _("Je bent geen trekker meer. Je idee blijft staan."))
        return redirect(seat.page)
    form = PullForm(request.POST)
    if seat.by_sender and form.is_valid():
        own = form.cleaned_data
        say(request, _("Jij trekt dit idee. Fijn!"), lambda: services.pull(initiative=seat.initiative, **own))
    return redirect(seat.page)


@for_team
@require_POST
def asked(request: HttpRequest, seat: Seat, member: int) -> HttpResponse:
    """Mail somebody once more, or (`terug=ja`) take the question back."""
    found = get_object_or_404(TeamMember.objects.asked(), initiative=seat.initiative, pk=member)
    if request.POST.get("terug") == "ja":
        services.refuse(member=found)
        messages.success(request, _("De vraag is teruggenomen. Het adres wissen we."))
    else:
        services.ask_again(member=found)
        messages.success(request, _("We vragen het nog eens, hoogstens één keer per dag."))
    return redirect(seat.page)


@for_team
@require_POST
def task_new(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Something that has to be done."""
    members = TeamMember.objects.joined().filter(initiative=seat.initiative)
    form = TaskForm(request.POST, members=members, auto_id="id_taak_%s")
    if form.is_valid():
        facts: dict[str, Any] = {name: form.cleaned_data[name] for name in ("what", "due", "member")}
        key = form.cleaned_data["request_key"]
        if attempt(form, lambda: services.add_task(initiative=seat.initiative, key=key, **facts)):
            messages.success(request, _("De taak staat erbij."))
            return redirect(f"{seat.page}#taken")
    return show(request, seat, task_form=form)


@for_team
@require_POST
def task(request: HttpRequest, seat: Seat, task: int) -> HttpResponse:
    """Done (`klaar=ja`), after all not (`klaar=nee`), or in other hands."""
    found = get_object_or_404(Task, initiative=seat.initiative, pk=task)
    if done := request.POST.get("klaar", ""):
        services.set_done(task=found, done=done == "ja")
        messages.success(request, _("Klaar. Goed gedaan!") if done == "ja" else _("De taak staat weer open."))
        return redirect(f"{seat.page}#taken")
    form = CarrierForm(request.POST, members=TeamMember.objects.joined().filter(initiative=seat.initiative))
    if form.is_valid():
        member = form.cleaned_data["member"]
        services.hand_over(task=found, member=member, own=member is not None and member == seat.me)
        messages.success(request, _("Bewaard. Wie het doet, krijgt een mail."))
    else:
        messages.error(request, _("Kies iemand uit het team."))
    return redirect(f"{seat.page}#taken")


@for_team
@require_POST
def offer(request: HttpRequest, seat: Seat, offer: int) -> HttpResponse:
    """Ask who offered help, and agreed to be seen, into the team."""
    found = get_object_or_404(Offer.objects.shared().select_related("initiative"), initiative=seat.initiative, pk=offer)
    say(
        request,
        _("We hebben het gevraagd. Je ziet hier wat het antwoord is."),
        lambda: services.ask_helper(offer=found),
    )
    return redirect(seat.page)
