"""The sender's own page, by personal link. Whoever has the address is the sender; GET changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from initiatives import mails
from initiatives.forms.public import ChangeOwnForm, MessageForm
from initiatives.forms.sender import LostLinkForm
from initiatives.models import Initiative, Kind, Moderation, Phase, TextProposal
from initiatives.phase_help import HELP
from initiatives.services import (
    change_own,
    confirm_email,
    mail_link_again,
    mail_lost_link,
    replace_link,
    sender_writes,
    withdraw,
)
from initiatives.services.meetings import neighbours_of
from initiatives.services.pictures import picture_of
from initiatives.views.limits import refuse_too_many
from initiatives.views.pieces import letters, moderation_entries, phase_steps, rest_of, turn
from wijknet.access import public
from wijknet.privacy.forms import before_all_read
from wijknet.tokens.services import find_link
from wijknet.ui.conflict import Conflict, conflict_response


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a personal link opened, and whether that link came out of a mail."""

    token: str
    initiative: Initiative
    by_mail: bool

    @property
    def page(self) -> str:
        return reverse("initiative-follow", args=[self.token])


def for_sender(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Find what the link opens, or say clearly that it opens nothing. Not indexed, not stored, not passed on."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **others: int) -> HttpResponse:
        opened = open_link(token)
        if opened is None:
            response = render(request, "initiatives/public/link_gone.html", status=404)
        else:
            response = view(request, opened, **others)
        response["X-Robots-Tag"] = "noindex, nofollow"
        # Only the name of the site is told to what is linked here; a stricter word would break our own forms.
        response["Referrer-Policy"] = "strict-origin"
        return response

    return public(never_cache(guarded))


def open_link(token: str) -> Opened | None:
    """What lies behind a link that still works. When the sender's data are gone, so is their page."""
    for purpose in (mails.FOLLOW, mails.MAIL):
        link = find_link(token, purpose=purpose)
        if link is not None:
            rows = Initiative.objects.select_related("submission", "area", "municipality__settings", "rest")
            found: Initiative | None = rows.filter(pk=link.target_pk, submission__isnull=False).first()
            return Opened(token=token, initiative=found, by_mail=purpose == mails.MAIL) if found else None
    return None


@for_sender
@require_safe
def follow(request: HttpRequest, opened: Opened) -> HttpResponse:
    return show(request, opened, MessageForm())


@for_sender
@require_POST
def write(request: HttpRequest, opened: Opened) -> HttpResponse:
    """A message to the wijkmanager."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return show(request, opened, form)
    if limited := refuse_too_many(request, "initiative_message"):
        return limited
    sender_writes(
        initiative=opened.initiative, text=form.cleaned_data["text"], request_key=form.cleaned_data["request_key"]
    )
    messages.success(request, _("Je bericht is verstuurd. Het antwoord komt op deze pagina."))
    return redirect(f"{opened.page}#berichten")


@for_sender
def change(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Change what was told, how to be reached, and what may be on the site."""
    form = ChangeOwnForm(request.POST or None, subject=opened.initiative)
    back = opened.page
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            change_own(initiative=opened.initiative, version=form.cleaned_data["version"], values=values)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=back)
        messages.success(request, _("We hebben bewaard wat je veranderde."))
        if form.cleaned_data["may_publish"] and (words := before_all_read(values["title"], values["story"])):
            messages.warning(request, words)
        return redirect(back)
    context = {
        "form": form,
        "initiative": opened.initiative,
        "back_url": back,
        "back_label": _("Terug naar je pagina"),
        "is_public": opened.initiative.moderation == Moderation.PUBLIC,
    }
    return render(request, "initiatives/public/change.html", context)


@for_sender
def take_back(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Ask first, then withdraw."""
    if request.method == "POST":
        withdraw(initiative=opened.initiative)
        messages.success(request, _("Je hebt het ingetrokken. Het staat niet meer op de site."))
        return redirect(opened.page)
    context = {
        "question": _("Wil je dit intrekken?"),
        "explanation": _(
            "Het gaat dan van de site af en wij doen er niets meer mee. "
            "Je naam en hoe we je bereiken wissen we na 1 jaar. Dit kun je niet terugdraaien."
        ),
        "yes": _("Trek het in"),
        "danger": True,
        "back_url": opened.page,
    }
    return render(request, "ui/confirm.html", context)


@for_sender
@require_POST
def confirm(request: HttpRequest, opened: Opened) -> HttpResponse:
    """ "Ja, dit is mijn e-mailadres": counts only on the page that the mail opened."""
    if opened.by_mail:
        confirm_email(initiative=opened.initiative)
        messages.success(request, _("Dank je wel. Nu weten we dat dit jouw e-mailadres is."))
    return redirect(opened.page)


@for_sender
@require_POST
def link_again(request: HttpRequest, opened: Opened) -> HttpResponse:
    if limited := refuse_too_many(request, "initiative_link"):
        return limited
    if mail_link_again(initiative=opened.initiative):
        messages.success(request, _("We hebben je de link gemaild."))
    return redirect(opened.page)


@for_sender
def new_link(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Ask first, then close every link and go on with a new one: for when somebody else has it."""
    if request.method == "POST":
        if limited := refuse_too_many(request, "initiative_link"):
            return limited
        token = replace_link(initiative=opened.initiative)
        messages.success(request, _("Dit is je nieuwe link. De oude werkt niet meer."))
        return redirect("initiative-follow", token)
    context = {
        "question": _("Wil je een nieuwe link?"),
        "explanation": _(
            "De oude link werkt daarna niet meer, ook niet uit een mail. Handig als iemand anders hem heeft."
        ),
        "yes": _("Maak een nieuwe link"),
        "back_url": opened.page,
    }
    return render(request, "ui/confirm.html", context)


@public
@never_cache
def lost(request: HttpRequest) -> HttpResponse:
    """ "Link kwijt?": the answer is the same whether or not somebody is known."""
    form = LostLinkForm(request.POST or None)
    if form.is_valid():
        if limited := refuse_too_many(request, "initiative_link"):
            return limited
        mail_lost_link(**form.cleaned_data)
        return render(request, "initiatives/public/lost.html", {"sent": True})
    return render(request, "initiatives/public/lost.html", {"form": form})


@for_sender
@require_safe
def on_paper(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The page to print or to write over, for a sender without e-mail."""
    context = page_context(opened)
    return render(request, "initiatives/public/paper.html", context)


def show(request: HttpRequest, opened: Opened, form: MessageForm) -> HttpResponse:
    initiative = opened.initiative
    submission = initiative.submission
    unconfirmed = submission.reach_mail and submission.email_confirmed_at is None
    near = neighbours_of(initiative)
    context = page_context(opened) | {
        "form": form,
        "letters": letters(initiative, for_sender=True),
        "ask_confirm": unconfirmed and opened.by_mail,
        "hint_confirm": unconfirmed and not opened.by_mail,
        "near": near if near.offered or near.meetings else None,
        "offers": initiative.offers.shared().order_by("at", "pk"),
        "asks_text": TextProposal.objects.filter(initiative=initiative).open().exists(),
        "withdrawn": initiative.moderation == Moderation.WITHDRAWN,
        # A question, or a child, has no place in the circle; who is in it keeps the way there.
        "has_circle": initiative.kind == Kind.IDEA and not submission.under_16,
    }
    return render(request, "initiatives/public/follow.html", context)


def page_context(opened: Opened) -> dict[str, Any]:
    initiative = opened.initiative
    is_idea = initiative.kind == Kind.IDEA
    return {
        "initiative": initiative,
        "submission": initiative.submission,
        "picture": picture_of(initiative.submission) if is_idea else None,
        "token": opened.token,
        "address": settings.SITE_URL + opened.page,
        "is_idea": is_idea,
        "turn": turn(initiative),
        "phases": phase_steps(initiative) if is_idea else [],
        "help": HELP[initiative.phase],
        "rest": rest_of(initiative),
        "stands_still": initiative.phase in {Phase.STOPPED, Phase.STRANDED},
        "entries": moderation_entries(initiative),
        "phone": initiative.municipality.settings.phone,
    }
