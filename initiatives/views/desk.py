"""The wijkmanager's side: what came in, and what to do with it. One verb per view."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, prefetch_related_objects
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from initiatives import services
from initiatives.fits import events_for
from initiatives.forms.desk import (
    AnswerForm,
    PhaseForm,
    QueueFilter,
    RemarkForm,
    TurnForm,
    next_turn,
)
from initiatives.models import (
    GROWING,
    Initiative,
    Kind,
    Moderation,
    Phase,
    PhaseChange,
    Review,
    Submission,
    Use,
    WaitingOn,
)
from initiatives.permissions import may_change, may_decide, may_publish, may_reopen
from initiatives.phase_help import HELP
from initiatives.services.desk import holds_contact_data
from initiatives.services.team import at_a_glance
from initiatives.services.team_ends import is_pulled
from initiatives.services.texts import Words, offered
from initiatives.views.differences import newest, shown
from initiatives.views.match_cards import of_idea
from initiatives.views.pieces import letters, moderation_entries, phase_steps, rest_of
from wijknet.access import Function, get_visible_or_404, require_function, requires
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.areas.querysets import parts_seen_by
from wijknet.log.services import note_read
from wijknet.privacy.forms import tell_masked
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.dates import add_working_days, today
from wijknet.ui.paging import page_by_key
from wijknet.ui.pieces import count_words

READS = (Function.WIJKMANAGER, Function.READER)


def user_of(request: HttpRequest) -> User:
    """Who is signed in; the gate let nobody else through."""
    if not isinstance(request.user, User):
        raise TypeError("This view is open to somebody who is not signed in.")
    return request.user


def writable(request: HttpRequest, reference: str) -> Initiative:
    """The initiative, when this colleague sees it and may change it."""
    initiative: Initiative = get_visible_or_404(rows(), user_of(request), reference=reference)
    require_function(user_of(request), initiative, Function.WIJKMANAGER)
    return initiative


def rows() -> Any:
    by_whom = ("submission__recorded_by", "submission__confirmed_by", "submission__picture")
    return Initiative.objects.select_related("area", "municipality__settings", "rest", *by_whom)


@requires(*READS)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What came in: first what waits for a decision, by address also everything else."""
    user = user_of(request)
    form = QueueFilter(request.GET, wijken=list(Area.objects.wijken_of(user, *READS)))
    form.is_valid()
    chosen = form.cleaned_data
    state = chosen.get("staat", "")
    found = Initiative.objects.visible_to(user).select_related("area").defer("story", "search_text", "remark")
    found = in_state(found, state)
    if kind := chosen.get("soort"):
        found = found.filter(kind=kind)
    if code := chosen.get("wijk"):
        found = found.filter(area__code=code)
    if words := chosen.get("woorden"):
        found = found.with_words(words)
    parts = [] if chosen.get("wijk") else parts_seen_by(user, *READS)
    page = page_by_key(found, request.GET, field="received_on", parts=parts)
    context = {
        "filter_form": form,
        "page": page,
        "found": _("%(n)s gevonden") % {"n": count_words(found)},
        "may_write_down": bool(user.wijk_ids(Function.WIJKMANAGER) or user.municipality_ids(Function.WIJKMANAGER)),
        "all_seen": not any(chosen.values()),
    }
    return render(request, "initiatives/desk/queue.html", context)


def in_state(found: Any, state: str) -> Any:
    """The rows of one choice of the filter "Wat"; without one: what waits for a decision."""
    states = {
        "": found.to_moderate,
        "bericht": found.unanswered,
        "laat": found.late,
        "nakijken": found.waiting_for_colleague,
        "tekst": found.waiting_for_words,
        "hulp": found.with_need_to_look_at,
        "alles": found.all,
    }
    return states[state]() if state in states else found.filter(moderation=state)


@requires(*READS)
@require_safe
def initiative(request: HttpRequest, reference: str) -> HttpResponse:
    """One thing that came in, with its sender."""
    found = get_visible_or_404(rows(), user_of(request), reference=reference)
    return show(request, found)


def show(
    request: HttpRequest,
    found: Initiative,
    *,
    answer: BaseForm | None = None,
    turn: BaseForm | None = None,
    phase: BaseForm | None = None,
    remark: BaseForm | None = None,
) -> HttpResponse:
    """The page of one initiative, with the forms as they were sent when one of them has errors."""
    user = user_of(request)
    submission: Submission | None = getattr(found, "submission", None)
    if submission is not None:
        note_read(request, submission)
    by_whom = PhaseChange.objects.select_related("by").order_by("at", "pk")
    prefetch_related_objects([found], Prefetch("phase_changes", by_whom), "themes")
    until = found.waiting_until if found.waiting_until and not found.is_late else next_turn()["until"]
    answers = offered(found.municipality_id, Use.ANSWER)
    waiting = {"waiting_on": found.waiting_on, "until": until, "waiting_text": found.waiting_text}
    context = {
        "initiative": found,
        "submission": submission,
        "picture": getattr(submission, "picture", None),
        "is_idea": found.kind == Kind.IDEA,
        "themes": list(found.themes.all()),
        "changed": changed_texts(found, submission),
        "letters": letters(found, for_sender=False),
        "entries": moderation_entries(found),
        "phases": phase_steps(found) if found.kind == Kind.IDEA else [],
        "help": HELP[found.phase],
        "rest": rest_of(found),
        "may_rest": found.phase in GROWING[:-1],
        "contact_in_text": holds_contact_data(f"{found.title}\n{found.story}\n{found.place_text}"),
        "may_change": may_change(user, found),
        "may_decide": may_decide(user, found),
        "may_publish": may_publish(user, found),
        "may_reopen": may_reopen(user, found),
        "is_new": found.moderation == Moderation.RECEIVED,
        "answer_form": answer or AnswerForm(initial={"text": chosen_text(request, answers)}),
        "turn_form": turn or TurnForm(initial=waiting, auto_id="id_beurt_%s"),
        "phase_form": phase or PhaseForm(initial={"phase": found.phase}, auto_id="id_fase_%s"),
        "remark_form": remark or RemarkForm(initial={"remark": found.remark, "version": found.version}),
        "form": next((form for form in (answer, turn, phase, remark) if form is not None), None),
        "standard_answers": answers,
        "fits": events_for(found, user),
        "team": at_a_glance(found) if found.kind == Kind.IDEA else None,
        **(of_idea(found, user) if found.kind == Kind.IDEA else {}),
        "case_url": f"/verbindingen/nieuw/?initiative={found.pk}",
    }
    return render(request, "initiatives/desk/initiative.html", context | waits_for(user, found))


def waits_for(user: User, found: Initiative) -> dict[str, Any]:
    """What lies with others: words with the sender, a decision with a colleague."""
    reviews = Review.objects.filter(initiative=found).select_related("asked_by", "decided_by")
    looked = reviews.order_by("-asked_at", "-pk").first()
    last = newest(found)
    waiting = looked is not None and looked.decided_at is None
    returned = looked is not None and looked.agreed is False and bool(looked.note)
    return {
        "proposal": shown(found, last),
        "last_proposal": last,
        "review": looked if waiting else None,
        "may_agree": waiting and looked is not None and looked.asked_by_id != user.pk,
        "sent_back": looked if returned and may_decide(user, found) else None,
    }


def chosen_text(request: HttpRequest, choices: list[Words], *, first: bool = False) -> str:
    """The text that was picked by address (`?tekst=`), ready to change; with `first` there is always one."""
    asked = request.GET.get("tekst", "")
    found = next((words.text for words in choices if words.key == asked), "")
    return found or (choices[0].text if first and choices else "")


def changed_texts(found: Initiative, submission: Submission | None) -> list[tuple[str, str]]:
    """What the sender wrote where it reads differently now: label, their words."""
    if submission is None:
        return []
    labels = {"title": _("Titel"), "story": _("Verhaal"), "place_text": _("Plek")}
    return [
        (label, submission.original.get(name, ""))
        for name, label in labels.items()
        if submission.original.get(name, "") not in {"", getattr(found, name)}
    ]


def done(request: HttpRequest, found: Initiative, words: str, form: BaseForm | None = None) -> HttpResponse:
    messages.success(request, words)
    if form is not None:
        tell_masked(request, form)
    return redirect(found.get_desk_url())


@requires(Function.WIJKMANAGER)
@require_POST
def look(request: HttpRequest, reference: str) -> HttpResponse:
    found = writable(request, reference)
    return attempt(request, found, _("De afzender ziet nu dat je ernaar kijkt."), services.look_at)


@requires(Function.WIJKMANAGER)
@require_POST
def reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """Undo: off the site, back to the queue."""
    found = writable(request, reference)
    until = add_working_days(today(), found.municipality.settings.answer_within_days)
    return attempt(request, found, _("Teruggezet. Het staat niet op de site."), services.reopen, until=until)


def attempt(request: HttpRequest, found: Initiative, words: str, service: Any, **values: Any) -> HttpResponse:
    """Do one thing that may have become impossible meanwhile, and say so."""
    try:
        service(initiative=found, by=user_of(request), **values)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(found.get_desk_url())
    return done(request, found, words)


@requires(Function.WIJKMANAGER)
@require_POST
def remark(request: HttpRequest, reference: str) -> HttpResponse:
    found = writable(request, reference)
    form = RemarkForm(request.POST, initial={"remark": found.remark})
    if not form.is_valid():
        return show(request, found, remark=form)
    try:
        services.write_remark(initiative=found, by=user_of(request), **form.cleaned_data)
    except Conflict as conflict:
        return conflict_response(request, conflict, form, back=found.get_desk_url())
    return done(request, found, _("Je opmerking is bewaard."), form)


@requires(Function.WIJKMANAGER)
@require_POST
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    found = writable(request, reference)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show(request, found, answer=form)
    services.answer(initiative=found, by=user_of(request), **form.cleaned_data)
    return done(request, found, _("Je bericht staat op de pagina van de afzender."), form)


@requires(Function.WIJKMANAGER)
@require_POST
def turn(request: HttpRequest, reference: str) -> HttpResponse:
    """Who has to move now."""
    found = writable(request, reference)
    form = TurnForm(request.POST, auto_id="id_beurt_%s")
    if not form.is_valid():
        return show(request, found, turn=form)
    values: dict[str, Any] = form.cleaned_data
    until: date | None = values["until"]
    services.set_waiting(
        initiative=found,
        waiting_on=values["waiting_on"],
        until=until,
        text=values["waiting_text"] if values["waiting_on"] != WaitingOn.NOBODY else "",
        by=user_of(request),
    )
    return done(request, found, _("De afzender ziet nu wie er aan zet is."), form)


@requires(Function.WIJKMANAGER)
@require_POST
def phase(request: HttpRequest, reference: str) -> HttpResponse:
    found = writable(request, reference)
    form = PhaseForm(request.POST, auto_id="id_fase_%s")
    if not form.is_valid():
        return show(request, found, phase=form)
    services.set_phase(initiative=found, by=user_of(request), **form.cleaned_data)
    if form.cleaned_data["phase"] == Phase.CHAMPION and not is_pulled(found):
        messages.warning(request, _("Er staat nog geen trekker in het team. Vraag iemand, of de afzender."))
    return done(request, found, _("De fase is bewaard, met de datum van vandaag."), form)
