"""Take something up ("Pak dit op"): from a talk, an initiative, a signal, an actor, or from an empty page."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actors.forms.party import NOBODY, fetch
from actors.forms.who import look_up
from initiatives.models import Initiative, Match
from initiatives.scoring import Sort
from wijknet.access import Function, get_visible_or_404, require_function, requires
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework import services
from wijknet.casework.contacts import contacts_of, propose
from wijknet.casework.forms import CaseForm
from wijknet.casework.forms.moments import chosen_of
from wijknet.casework.models import Case, CheckIn, ContactMoment, Referral, Signal
from wijknet.casework.radar import Advice
from wijknet.casework.views.place import asked_too_often, explain, place_among, user_of, wijken_to_write
from wijknet.privacy.forms import tell_masked
from wijknet.roles import BY_ROLE, PROBLEMS, Role

TITLE = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is taken up, and what it fills in."""

    initial: dict[str, Any]
    area: Area | None = None
    moment: ContactMoment | None = None
    initiative: Initiative | None = None
    match: Match | None = None
    signal: Signal | None = None
    referral: Referral | None = None


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: HttpRequest) -> HttpResponse:
    """Ask what is going on, and for whom, and with whom; what is known already stands there."""
    viewer = user_of(request)
    source = source_of(request, viewer)
    wijken = [source.area] if source.area is not None else wijken_to_write(viewer)
    place = place_among(wijken, request.POST.get("area"), request.GET.get("wijk"))
    known: dict[str, Any] = {"viewer": viewer, "wijken": wijken, "place": place}
    form = CaseForm(request.POST or None, initial=source.initial | role_asked(request), **known)
    form = look_up(request, form, by=viewer, make=lambda values: CaseForm(initial=values, **known)) or form
    theme_id = int(chosen) if (chosen := str(form["theme"].value() or "")).isdigit() else None
    form.propose(propose(contacts_of([place.municipality_id or place.pk]), area=place, theme_id=theme_id))
    if form.is_bound and form.is_valid():
        try:
            opened = open_from(form, source, viewer)
        except ValidationError as error:
            explain(form, error)
        else:
            label = BY_ROLE[Role(opened.role)].label
            messages.success(request, f"Opgepakt. De verbinding staat op je dashboard bij {label}.")
            tell_masked(request, form)
            return redirect(opened)
    form.show_who()
    context = {
        "form": form,
        "source": source,
        "place": place,
        "one_wijk": len(wijken) == 1,
        "often": asked_too_often(viewer, form),
    }
    return render(request, "casework/case_form.html", context)


def open_from(form: CaseForm, source: Source, viewer: User) -> Case:
    data = form.cleaned_data
    contact = form.chosen_contact()
    return services.open_case(
        by=viewer,
        area=form.wijken[data["area"]],
        key=data["request_key"],
        title=data["title"],
        question=data["question"],
        following=form.following(),
        life=form.sides(),
        system=[contact] if contact else [],
        theme=data["theme"],
        moment=source.moment,
        initiative=source.initiative,
        match=source.match,
        signal=source.signal,
        referral=source.referral,
    )


def source_of(request: HttpRequest, viewer: User) -> Source:
    """What `?moment=…`, `?initiative=…`, `?navraag=…`, `?koppelkans=…`, `?signal=…`, `?referral=…`, `?actor=…`,
    `?network=…` or `?group=…` points at.

    What lies in another wijk is not there: 404. Where one only reads, one takes nothing up: 403.
    """
    given = request.GET
    if "moment" in given:
        return from_moment(visible(ContactMoment.objects.with_parties(), viewer, given["moment"]))
    if "initiative" in given:
        name = "pk" if given["initiative"].isdigit() else "reference"
        queryset = Initiative.objects.select_related("area").prefetch_related("themes")
        found = get_visible_or_404(queryset, viewer, **{name: given["initiative"]})
        require_function(viewer, found, Function.WIJKMANAGER)
        return from_initiative(found)
    if "navraag" in given:
        rows = CheckIn.objects.select_related("initiative__area").prefetch_related("initiative__themes")
        asked: CheckIn = visible(rows, viewer, given["navraag"])
        return from_initiative(asked.initiative, asked.advice)
    if "koppelkans" in given:
        matches = Match.objects.with_sides().prefetch_related("initiative__themes")
        return from_match(visible(matches, viewer, given["koppelkans"]))
    if "signal" in given:
        return from_signal(visible(Signal.objects.select_related("area", "theme"), viewer, given["signal"]))
    if "referral" in given:
        return from_referral(visible(Referral.objects.with_names(), viewer, given["referral"]))
    values = [f"{kind}-{given[kind]}" for kind in ("actor", "network", "group") if kind in given]
    things = fetch(viewer, values)
    if len(things) < len(values):
        raise Http404("Niet gevonden.")
    return Source(initial={"life": list(things)})


def visible(queryset: Any, viewer: User, key: str) -> Any:
    if not (key.isascii() and key.isdigit()):
        raise Http404("Niet gevonden.")
    found = get_visible_or_404(queryset, viewer, pk=int(key[:18]))
    require_function(viewer, found, Function.WIJKMANAGER)
    return found


def from_moment(moment: ContactMoment) -> Source:
    theme = moment.themes.first()
    # The wijk reads a connection; what is only for the writer is not put in it by the page.
    private = moment.visibility == ContactMoment.Visibility.ONLY_ME
    initial = {
        "title": "" if private else first_words(moment.line),
        "life": [value for value in chosen_of(moment) if value != NOBODY],
        "theme": theme.pk if theme else None,
    }
    return Source(initial=initial, area=moment.area, moment=moment, initiative=moment.initiative, signal=moment.signal)


def from_initiative(initiative: Initiative, advice: Advice | None = None) -> Source:
    """With advice of the radar the question and the first step stand there too."""
    theme = next(iter(initiative.themes.all()), None)
    initial = {
        "title": initiative.title,
        "problem": "stranding",
        "question": f"Wat is er nodig om “{initiative.title}” verder te helpen?",
        "theme": theme.pk if theme else None,
    }
    if advice is not None:
        initial |= {"question": advice.question, "next_step": advice.step}
    return Source(initial=initial, area=initiative.area, initiative=initiative)


def from_match(match: Match) -> Source:
    """An idea and what helps it: the question names both, and who is in it stands on its side."""
    source = from_initiative(match.initiative)
    side = {Sort.PARTNER: "actor", Sort.GROUP: "group"}.get(match.sort)
    initial = source.initial | {
        "title": f"{match.initiative.title} en {match.target_name}"[:TITLE],
        "question": f"Hoe helpen “{match.initiative.title}” en “{match.target_name}” elkaar?",
        "life": [f"{side}-{match.target_pk}"] if side else [],
    }
    return Source(initial=initial, area=match.area, initiative=match.initiative, match=match)


def from_signal(signal: Signal) -> Source:
    initial = {"title": signal.title, "problem": "unsolved", "theme": signal.theme_id}
    return Source(initial=initial, area=signal.area, signal=signal)


def from_referral(referral: Referral) -> Source:
    """What was sent on and came to nothing; of a conflict no more than its kind and street."""
    talk = referral.moment if not (referral.only_me or referral.kind) else None
    initial: dict[str, Any] = {
        "title": "" if referral.only_me else referral.about,
        "question": f"Wat is er nodig, nu het bij {referral.to_whom} niet lukte?",
        "life": [value for value in chosen_of(talk) if value != NOBODY] if talk else [],
    }
    if referral.municipal_contact_id:
        initial["contact"] = str(referral.municipal_contact_id)
    return Source(initial=initial, area=referral.area, referral=referral)


def role_asked(request: HttpRequest) -> dict[str, Any]:
    """From a lane: the first answer that leads to its role is chosen already."""
    problem = next((problem for problem in PROBLEMS if problem.role == request.GET.get("rol")), None)
    return {"problem": problem.code} if problem else {}


def first_words(line: str) -> str:
    """The first sentence of a line, as the name of a case."""
    sentence = line.strip().splitlines()[0].split(". ")[0].rstrip(".")
    return sentence if len(sentence) <= TITLE else f"{sentence[: TITLE - 1].rsplit(' ', 1)[0]}…"
