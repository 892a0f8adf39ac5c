"""The team at the desk: who pulls it, who helps, who carries what, and asking somebody for the sender."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from initiatives import services
from initiatives.forms.team import AskForm
from initiatives.models import Initiative, Kind, Offer, TeamMember
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
    may_change = user.works_in(found.area_id, found.municipality_id, Function.WIJKMANAGER)
    if request.method == "POST":
        require_function(user, found, Function.WIJKMANAGER)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, champion = form.cleaned_data["email"], form.cleaned_data["role"] == "trekker"
        ask = services.ask_member
        if attempt(form, lambda: ask(initiative=found, email=email, champion=champion, by=user)):
            messages.success(request, _("Die persoon krijgt een mail, en zegt zelf ja of nee."))
            return redirect("initiative-team", reference)
    now = team_of(found)
    if now.carriers or now.asked:
        note_read(request, found)
    submission = getattr(found, "submission", None)
    context = {
        "initiative": found,
        "form": form if may_change else None,
        "may_change": may_change,
        "team": now,
        "sender_may_pull": submission is not None
        and not submission.under_16
        and not any(one.member.is_sender for one in now.champions),
        "consent": newest(JOIN).text,
    }
    return render(request, "initiatives/desk/team.html", context, status=400 if form.errors else 200)


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
