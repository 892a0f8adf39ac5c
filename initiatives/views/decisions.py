"""Deciding: on the site or not, in which words, and with a colleague who looks along. One verb per view."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from initiatives import services
from initiatives.forms.desk import DisagreeForm, NotPlaceForm, PublishForm, TextForm, next_turn
from initiatives.models import Initiative, Kind, Moderation, Submission, Use
from initiatives.services.proposals import NewText
from initiatives.services.reviews import Asked
from initiatives.services.texts import offered
from initiatives.views.desk import attempt, changed_texts, chosen_text, done, user_of, writable
from initiatives.views.differences import open_proposal
from wijknet.access import Function, requires
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import Form


@requires(Function.WIJKMANAGER)
def publish(request: HttpRequest, reference: str) -> HttpResponse:
    """ "Maak openbaar", with a word to the sender and whose turn it is now; or ask a colleague first."""
    found = writable(request, reference)
    submission = Submission.objects.filter(initiative=found).first()
    ask = submission is not None and not (submission.may_publish and submission.confirmed)
    choices = offered(found.municipality_id, Use.PUBLISH)
    initial = next_turn(10) | {
        "word": chosen_text(request, choices, first=True),
        "waiting_text": _("We zoeken uit wie er kan helpen."),
    }
    of_child = submission is not None and submission.under_16
    form = PublishForm(request.POST or None, ask_spoken=ask, of_child=of_child, initial=initial)
    if form.is_valid():
        words = _("Het staat op de site. De afzender kreeg je bericht.")
        if answer := decide(request, found, form, Asked(outcome=Moderation.PUBLIC, **form.cleaned_data), words):
            return answer
    context = {
        "form": form,
        "initiative": found,
        "submission": submission,
        "ask": ask,
        "choices": choices,
        "needs_colleague": found.municipality.settings.four_eyes,
        "proposal": open_proposal(found),
    }
    return render(request, "initiatives/desk/publish.html", context)


@requires(Function.WIJKMANAGER)
def not_place(request: HttpRequest, reference: str) -> HttpResponse:
    """ "Niet plaatsen", with a reason that only the sender gets."""
    found = writable(request, reference)
    choices = offered(found.municipality_id, Use.NOT_PLACED)
    form = NotPlaceForm(request.POST or None, initial={"reason": chosen_text(request, choices, first=True)})
    if form.is_valid():
        asked = Asked(outcome=Moderation.NOT_PLACED, word=form.cleaned_data["reason"])
        if answer := decide(request, found, form, asked, _("Niet geplaatst. De afzender kan lezen waarom.")):
            return answer
    context = {
        "form": form,
        "initiative": found,
        "choices": choices,
        "needs_colleague": found.municipality.settings.four_eyes,
    }
    return render(request, "initiatives/desk/not_place.html", context)


def decide(request: HttpRequest, found: Initiative, form: Form, asked: Asked, words: str) -> HttpResponse | None:
    """Do it, or ask a colleague where the gemeente chose so; nothing when the form has to say why not."""
    user = user_of(request)
    try:
        if found.municipality.settings.four_eyes:
            services.ask_review(initiative=found, asked=asked, by=user)
            return done(request, found, _("Een collega kijkt nu mee. Daarna gebeurt het."), form)
        if asked.outcome == Moderation.NOT_PLACED:
            services.not_place(initiative=found, reason=asked.word, by=user)
        else:
            services.publish(initiative=found, by=user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    return done(request, found, words, form)


@requires(Function.WIJKMANAGER)
@require_POST
def agree(request: HttpRequest, reference: str) -> HttpResponse:
    """The second pair of eyes says yes."""
    found = writable(request, reference)
    return attempt(request, found, _("Akkoord. Het is gebeurd zoals je collega het vroeg."), services.agree)


@requires(Function.WIJKMANAGER)
def disagree(request: HttpRequest, reference: str) -> HttpResponse:
    """The second pair of eyes says no, with a word to who asked; who asked takes it back here as well."""
    found = writable(request, reference)
    form = DisagreeForm(request.POST or None)
    if form.is_valid():
        note = form.cleaned_data["note"]
        return attempt(request, found, _("Het gaat niet door. Je collega leest waarom."), services.disagree, note=note)
    return render(request, "initiatives/desk/disagree.html", {"form": form, "initiative": found})


@requires(Function.WIJKMANAGER)
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """Other words and themes. Words of an idea go to its sender first."""
    found = writable(request, reference)
    submission = Submission.objects.filter(initiative=found).first()
    asks = found.kind == Kind.IDEA and submission is not None
    choices = offered(found.municipality_id, Use.PROPOSAL) if asks else []
    form = TextForm(request.POST or None, initiative=found, asks=asks, initial={"why": chosen_text(request, choices)})
    if form.is_valid():
        try:
            return done(request, found, save_text(found, form, request, asks=asks), form)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=found.get_desk_url())
    context = {"form": form, "initiative": found, "changed": changed_texts(found, submission), "choices": choices}
    return render(request, "initiatives/desk/edit.html", context)


def save_text(found: Initiative, form: TextForm, request: HttpRequest, *, asks: bool) -> str:
    """Store what was changed, or ask for it; returns what to tell."""
    values: dict[str, Any] = dict(form.cleaned_data)
    version, why, by = values.pop("version"), values.pop("why", ""), user_of(request)
    if not (asks and form.changes_words(values)):
        services.change_initiative(initiative=found, version=version, values=values, by=by)
        return _("De tekst is bewaard. Wat de afzender schreef blijft erbij staan.")
    services.set_themes(initiative=found, themes=values.pop("themes"), by=by)
    services.propose_text(initiative=found, version=version, text=NewText(why=why, **values), by=by)
    return _("Je vroeg de afzender of deze tekst goed is. Tot dan blijft de oude tekst staan.")


@requires(Function.WIJKMANAGER)
@require_POST
def proposal(request: HttpRequest, reference: str) -> HttpResponse:
    """What the sender said to a colleague about the words; or the question is taken back."""
    found = writable(request, reference)
    shown, what = open_proposal(found), request.POST.get("wat", "")
    if shown is None:
        messages.error(request, _("Dit kan niet meer: de afzender was je voor. Bekijk wat er nu staat."))
        return redirect(found.get_desk_url())
    if what == "terug":
        services.take_proposal_back(initiative=found, by=user_of(request))
        return done(request, found, _("Je vraagt het niet meer. De oude tekst blijft staan."))
    if what in {"ja", "nee"}:
        services.answer_proposal(proposal=shown.proposal, agreed=what == "ja", by=user_of(request))
        return done(request, found, _("Bewaard wat de afzender je zei."))
    return redirect(found.get_desk_url())
