"""Ideas that are alike: for the sender on their own page, and for the wijkmanager beside an idea."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from initiatives import services
from initiatives.forms.sender import MeetForm
from initiatives.models import Initiative, Introduction, Kind
from initiatives.permissions import may_change
from initiatives.services.alike import alike
from initiatives.services.meetings import Neighbours, neighbours_of
from initiatives.views.desk import READS, rows, user_of, writable
from initiatives.views.follow import Opened, for_sender
from initiatives.views.limits import refuse_too_many
from wijknet.access import Function, get_visible_or_404, requires


@for_sender
def meet(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The page; its buttons say yes or no to one neighbour. No is also how somebody stops."""
    initiative = opened.initiative
    found = neighbours_of(initiative)
    if request.method == "POST":
        form = MeetForm(request.POST)
        if limited := refuse_too_many(request, "initiative_message"):
            return limited
        if form.is_valid():
            say(request, initiative, found, form.cleaned_data["other"], yes=form.cleaned_data["answer"] == "ja")
        return redirect("initiative-follow-neighbours", opened.token)
    context = {"found": found, "back_url": opened.page, "back_label": _("Terug naar je pagina")}
    return render(request, "initiatives/public/neighbours.html", context)


def say(request: HttpRequest, initiative: Initiative, found: Neighbours, reference: str, *, yes: bool) -> None:
    """Only what stands on the page can be answered, so that nobody writes to a neighbour by guessing a number."""
    meeting = next((one for one in found.meetings if one.other.reference == reference), None)
    other = next((one for one in found.offered if one.reference == reference), None)
    if meeting is not None:
        pair = sorted((initiative.pk, meeting.other.pk))
        introduction = Introduction.objects.get(first=pair[0], second=pair[1])
        services.answer_meeting(introduction=introduction, initiative=initiative, yes=yes)
        if yes:
            messages.success(request, _("Je zei ja. Zegt je buur ook ja, dan krijg je een mail."))
        else:
            messages.success(request, _("Je zei nee. Je buur ziet je gegevens niet."))
    elif other is not None and yes:
        services.ask_to_meet(initiative=initiative, other=other)
        messages.success(request, _("We vragen het je buur. Zegt die ook ja, dan krijg je een mail."))


@requires(*READS)
@require_safe
def like_this(request: HttpRequest, reference: str) -> HttpResponse:
    """For staff: the ideas of the wijk that are alike, public or not, and who was asked to meet."""
    user = user_of(request)
    found = get_visible_or_404(rows(), user, reference=reference)
    introductions = {
        row.second_id if row.first_id == found.pk else row.first_id: row for row in Introduction.objects.of(found)
    }
    shown = [
        (one, state_of(introductions.get(one.pk))) for one in alike(found, among=Initiative.objects.visible_to(user))
    ]
    context: dict[str, Any] = {
        "initiative": found,
        "is_idea": found.kind == Kind.IDEA,
        "found": shown,
        "may_change": may_change(user, found),
    }
    return render(request, "initiatives/desk/alike.html", context)


def state_of(introduction: Introduction | None) -> str:
    """How far an introduction is, in words; empty when nobody asked."""
    if introduction is None:
        return ""
    says = [answer.yes for answer in introduction.answers.all()]
    if False in says:
        return _("gevraagd, een van beiden wil niet")
    return _("zij zeiden allebei ja") if len(says) > 1 else _("gevraagd, wacht op antwoord")


@requires(Function.WIJKMANAGER)
@require_POST
def introduce(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask both senders whether they want to meet; nobody sees anything of the other yet."""
    found = writable(request, reference)
    form = MeetForm({**request.POST.dict(), "answer": "ja"})
    if form.is_valid():
        other = get_visible_or_404(rows(), user_of(request), reference=form.cleaned_data["other"])
        try:
            services.ask_to_meet(initiative=found, other=other, by=user_of(request))
            messages.success(request, _("We vragen het allebei. Zij zien elkaars gegevens pas na twee keer ja."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect("initiative-alike", found.reference)
