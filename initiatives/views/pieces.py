"""Initiatives as the pieces of templates/ui/ show them: phases, thread, timeline, and whose turn it is."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from initiatives import models
from initiatives.models import GROWING, Initiative, Kind, Moderation, Rest, Sender, WaitingOn
from wijknet.ui.dates import day, local_date, moment, short_day
from wijknet.ui.pieces import Entry, Letter, Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """ui/_now.html: who has to move, as the sender reads it."""

    title: str
    text: SafeString
    kind: str = ""


def turn(initiative: Initiative) -> Turn:
    """Who has to move and until when, in words to the sender; late says so by itself."""
    until = day(initiative.waiting_until) if initiative.waiting_until else ""
    what = initiative.waiting_text
    if initiative.waiting_on == WaitingOn.SENDER:
        text = format_html(_("{} We horen het graag vóór <b>{}</b>."), what, until)
        return Turn(title=_("Jij bent aan zet."), text=text)
    if initiative.waiting_on == WaitingOn.NOBODY:
        return Turn(title=_("Er staat niets open."), text=format_html("{}", _nobody(initiative)), kind="quiet")
    who = _("Wij zijn aan zet.") if initiative.waiting_on == WaitingOn.WIJKMANAGER else _("De gemeente is aan zet.")
    if initiative.is_late:
        title = f"{who} {_('En we zijn te laat.')}"
        text = format_html(
            _("{} Dat zou gebeuren vóór <b>{}</b>. Dat is niet gelukt. Het spijt ons. {}"),
            what,
            until,
            _call(initiative),
        )
        return Turn(title=title, text=text, kind="late")
    if initiative.waiting_first:
        first = day(initiative.waiting_first)
        text = format_html(
            _(
                "Dit zou gebeuren vóór <b>{}</b>. Dat is niet gelukt. Het spijt ons. {} "
                "De nieuwe datum is <b>{}</b>. {}"
            ),
            first,
            what,
            until,
            _call(initiative),
        )
        return Turn(title=f"{who} {_('En we zijn te laat.')}", text=text, kind="late")
    text = format_html(_("{} Je hoort van ons vóór <b>{}</b>. Jij hoeft niets te doen."), what, until)
    return Turn(title=who, text=text)


def _nobody(initiative: Initiative) -> str:
    if initiative.moderation == Moderation.WITHDRAWN:
        return _("Je hebt het ingetrokken.")
    return _("Wil je nog iets weten? Schrijf ons hieronder.")


def _call(initiative: Initiative) -> SafeString:
    """Whom to call when a day passed: the gemeente's number, or the form below."""
    phone = initiative.municipality.settings.phone
    if not phone:
        return format_html(_("Hoor je niets? Schrijf ons hieronder. Noem {}."), initiative.reference)
    dial = "".join(letter for letter in phone if letter.isdigit() or letter == "+")
    return format_html(
        _('Hoor je dan niets? <a class="utrecht-link wn-hit" href="tel:{}">Bel {}</a> en noem {}.'),
        dial,
        phone,
        initiative.reference,
    )


_DETAILS = {
    models.Phase.IDEA: "",
    models.Phase.CHAMPION: "iemand trekt het",
    models.Phase.PLAN: "wat, waar en wanneer",
    models.Phase.COOPERATION: "wie doet mee",
    models.Phase.EXECUTION: "aan de slag",
    models.Phase.SUCCEEDED: "vertel het de wijk",
}


def phase_steps(initiative: Initiative) -> list[Phase]:
    """The six phases with the days on which they began."""
    began = {change.phase: local_date(change.at) for change in initiative.phase_changes.all()}
    began[models.Phase.IDEA] = initiative.received_on
    number = initiative.phase_number
    if not number:
        reached = [GROWING.index(models.Phase(phase)) for phase in began if phase in GROWING]
        number = max(reached) + 1
    steps = []
    for index, phase in enumerate(GROWING, start=1):
        state = "done" if index < number or initiative.phase == models.Phase.SUCCEEDED else ""
        if index == number and initiative.phase in GROWING and not state:
            state = "current"
        detail = short_day(began[phase]) if phase in began and index <= number else _(_DETAILS[phase])
        steps.append(Phase(label=str(phase.label), detail=detail, state=state))
    return steps


def rest_of(initiative: Initiative) -> Rest | None:
    """ "Rust tot", while that day is still to come. Costs no query where the row came along."""
    rest: Rest | None = getattr(initiative, "rest", None)
    return rest if rest is not None and rest.is_on else None


def letters(initiative: Initiative, *, for_sender: bool) -> list[Letter]:
    """The messages, oldest first; `for_sender` says from whose chair they are read."""
    mine = Sender.SENDER if for_sender else Sender.STAFF
    sender = _("Jij") if for_sender else _("De afzender")
    return [
        Letter(
            name=sender if message.sender == Sender.SENDER else str(message.by or _("De wijkmanager")),
            function=_("wijkmanager") if message.by else "",
            when=moment(message.at),
            text=message.text,
            side="me" if message.sender == mine else "other",
        )
        for message in initiative.messages.select_related("by")
    ]


def moderation_entries(initiative: Initiative) -> list[Entry]:
    """What happened with it and when, oldest first, in words to the sender."""
    entries = [Entry(icon="mail", title=_("Ontvangen"), when=day(initiative.received_on))]
    if initiative.looking_on:
        entries.append(Entry(icon="eye", title=_("We kijken ernaar"), when=day(initiative.looking_on)))
    if initiative.kind == Kind.QUESTION:
        return entries
    when = day(initiative.moderated_on) if initiative.moderated_on else ""
    if initiative.moderation == Moderation.PUBLIC:
        text = _("Iedereen kan het lezen.")
        entries.append(Entry(icon="done", title=_("Openbaar"), when=when, text=text, url=initiative.get_absolute_url()))
    elif initiative.moderation == Moderation.NOT_PLACED:
        text = initiative.moderation_reason
        entries.append(Entry(icon="lock", title=_("Niet geplaatst"), when=when, text=text))
    elif initiative.moderation == Moderation.WITHDRAWN:
        entries.append(Entry(icon="bin", title=_("Ingetrokken"), when=when))
    return entries
