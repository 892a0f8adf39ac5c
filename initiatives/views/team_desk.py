"""The team at the desk: who pulls it, who helps, who carries what, and asking somebody for the sender."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from initiatives import services
from initiatives.forms.team import AskForm, CarrierForm, TaskForm
from initiatives.models import Initiative, Kind, Offer, Task, TeamMember
from initiatives.services.team import team_of
from initiatives.services.team_ends import JOIN
from initiatives.views.desk import READS, user_of, writable
from initiatives.views.team import say
from wijknet.access import Function, get_visible_or_404, require_function, requires
from wijknet.log.services import note_read
from wijknet.privacy.texts import newest
from wijknet.ui.forms import attempt


@requires(*READS)
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, reference: str) -> HttpResponse:
    """POST mails somebody the question to join."""
    user = user_of(request)
    rows = Initiative.objects.filter(kind=Kind.IDEA).select_related("area", "submission")
    found: Initiative = get_visible_or_404(rows, user, reference=reference)
    if request.method == "POST":
        require_function(user, found, Function.WIJKMANAGER)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, champion = form.cleaned_data["email"], form.cleaned_data["role"] == "trekker"
        ask = services.ask_member
        if attempt(form, lambda: ask(initiative=found, email=email, champion=champion, by=user)):
            messages.success(request, _("Die persoon krijgt een mail, en zegt zelf ja of nee."))
            return redirect("initiative-team", reference)
    return show(request, found, ask_form=form)


def show(
    request: HttpRequest, found: Initiative, *, ask_form: AskForm | None = None, task_form: TaskForm | None = None
) -> HttpResponse:
    """The page, with the form as it was sent when it has errors."""
    may_change = user_of(request).works_in(found.area_id, found.municipality_id, Function.WIJKMANAGER)
    now = team_of(found)
    if now.carriers or now.asked:
        note_read(request, found)
    submission = getattr(found, "submission", None)
    form = task_form or ask_form or AskForm()
    finished = Task.objects.filter(initiative=found, done_on__isnull=False).order_by("-done_on", "-pk")
    context = {
        "initiative": found,
        "form": form if may_change else None,
        "ask_form": ask_form or AskForm(),
        "task_form": task_form or TaskForm(members=members_of(found), auto_id="id_taak_%s"),
        "may_change": may_change,
        "team": now,
        "done": finished[:10] if may_change else (),
        "sender_may_pull": submission is not None
        and not submission.under_16
        and not any(one.member.is_sender for one in now.champions),
        "consent": newest(JOIN).text,
    }
    return render(request, "initiatives/desk/team.html", context, status=400 if form.errors else 200)


def members_of(initiative: Initiative) -> Any:
    """Who can carry something."""
    return TeamMember.objects.joined().filter(initiative=initiative)


@requires(Function.WIJKMANAGER)
@require_POST
def task_new(request: HttpRequest, reference: str) -> HttpResponse:
    """Something that has to be done, written down for the team."""
    found, by = writable(request, reference), user_of(request)
    if found.kind != Kind.IDEA:
        raise Http404
    form = TaskForm(request.POST, members=members_of(found), auto_id="id_taak_%s")
    if form.is_valid():
        facts: dict[str, Any] = {name: form.cleaned_data[name] for name in ("what", "due", "member")}
        key = form.cleaned_data["request_key"]
        if attempt(form, lambda: services.add_task(initiative=found, key=key, by=by, **facts)):
            messages.success(request, _("De taak staat erbij."))
            return redirect(_tasks(reference))
    return show(request, found, task_form=form)


@requires(Function.WIJKMANAGER)
@require_POST
def task(request: HttpRequest, reference: str, task: int) -> HttpResponse:
    """Done (`klaar=ja`), after all not (`klaar=nee`), or in other hands."""
    initiative, by = writable(request, reference), user_of(request)
    found = get_object_or_404(Task, initiative=initiative, pk=task)
    if done := request.POST.get("klaar", ""):
        services.set_done(task=found, done=done == "ja", by=by)
        messages.success(request, _("De taak is klaar.") if done == "ja" else _("De taak staat weer open."))
        return redirect(_tasks(reference))
    form = CarrierForm(request.POST, members=members_of(initiative))
    if form.is_valid():
        member = form.cleaned_data["member"]
        words = _("Bewaard. Wie het doet, krijgt een mail.") if member else _("Bewaard. Nog niemand doet dit.")
        say(request, words, lambda: services.hand_over(task=found, member=member, by=by))
    else:
        messages.error(request, _("Kies iemand uit het team."))
    return redirect(_tasks(reference))


def _tasks(reference: str) -> str:
    return f"{reverse('initiative-team', args=[reference])}#taken"


@requires(Function.WIJKMANAGER)
@require_POST
def sender_pulls(request: HttpRequest, reference: str) -> HttpResponse:
    """The sender told a colleague that they pull it themselves."""
    found, by = writable(request, reference), user_of(request)
    say(request, _("Bewaard. De afzender trekt het."), lambda: services.pull(initiative=found, by=by))
    return redirect("initiative-team", reference)


@requires(Function.WIJKMANAGER)
@require_POST
def member(request: HttpRequest, reference: str, member: int) -> HttpResponse:
    """Take somebody who asked for it off the team, or (`mail=ja`) ask once more."""
    found = get_object_or_404(TeamMember, initiative=writable(request, reference), pk=member, left_on=None)
    if request.POST.get("mail") == "ja":
        services.ask_again(member=found)
        messages.success(request, _("We vragen het nog eens, hoogstens één keer per dag."))
    else:
        services.leave_team(member=found, by=user_of(request))
        messages.success(request, _("De gegevens zijn gewist. De taken zijn weer vrij."))
    return redirect("initiative-team", reference)


@requires(Function.WIJKMANAGER)
@require_POST
def offer(request: HttpRequest, reference: str, offer: int) -> HttpResponse:
    """Ask who offered help into the team."""
    rows = Offer.objects.select_related("initiative")
    found, by = get_object_or_404(rows, initiative=writable(request, reference), pk=offer), user_of(request)
    words = _("Die persoon krijgt een mail, en zegt zelf ja of nee.")
    say(request, words, lambda: services.ask_helper(offer=found, by=by))
    return redirect("initiative-team", reference)
