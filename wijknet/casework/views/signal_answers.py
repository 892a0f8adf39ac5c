"""Who wants to hear what comes of a signal, and one answer to all of them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from initiatives.models import Initiative
from wijknet.access import Function, get_visible_or_404, limited, public, require_function, requires
from wijknet.areas.models import Theme
from wijknet.casework import services
from wijknet.casework.forms import FollowForm, SignalAnswerForm
from wijknet.casework.models import Case, CaseAnswer, ContactMoment, Signal, SignalFollower
from wijknet.casework.permissions import may_change_moment
from wijknet.casework.proposals import known_to
from wijknet.casework.recognise import recognise
from wijknet.casework.services import Heard
from wijknet.casework.views.numbers import numbers_of
from wijknet.casework.views.place import explain, user_of
from wijknet.privacy.forms import tell_masked
from wijknet.tokens.services import find_link
from wijknet.ui import dates

MOST_SHOWN = 50


def writable(request: HttpRequest, pk: int) -> Signal:
    """The signal, when this colleague sees it and may change it."""
    found: Signal = get_visible_or_404(Signal.objects.select_related("area"), user_of(request), pk=pk)
    require_function(user_of(request), found, Function.WIJKMANAGER)
    return found


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave an address for who wants to hear the answer, and take one away again."""
    viewer, found = user_of(request), writable(request, pk)
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.follow_signal(by=viewer, signal=found, email=form.cleaned_data["email"])
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, "Het adres staat erbij. Deze bewoner krijgt het antwoord.")
            return redirect(found)
    kept = found.followers.exclude(email="").order_by("-left_on", "-pk")[:MOST_SHOWN]
    context = {"signal": found, "form": form, "followers": [(one, hidden(one.email)) for one in kept]}
    return render(request, "casework/signal_follow.html", context)


def hidden(email: str) -> str:
    """Enough of an address to know it by, and no more."""
    name, _at, host = email.partition("@")
    return f"{name[:2]}…@{host}"


@requires(Function.WIJKMANAGER)
@require_POST
def unfollow(request: HttpRequest, pk: int, follower: int) -> HttpResponse:
    """Someone told that they want no mail any more."""
    viewer, found = user_of(request), writable(request, pk)
    kept = found.followers.exclude(email="").filter(pk=follower).first()
    if kept is not None:
        services.stop_following(follower=kept, by=viewer)
    messages.success(request, "Het adres is gewist.")
    return redirect("signal-follow", pk=found.pk)


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the answer, see what leaves and to how many, and only then send it."""
    viewer, found = user_of(request), writable(request, pk)
    form = SignalAnswerForm(request.POST or None, initial={"text": words_known(found)})
    numbers, preview = numbers_of(found, list(found.followers.to_tell())), ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        preview, stamp = data["text"], numbers.stamp(data["text"])
        if "send" in request.POST and data["seen"] == stamp:
            services.answer_signal(
                by=viewer, signal=found, key=data["request_key"], text=data["text"], close=data["close"]
            )
            messages.success(request, f"Je antwoord is onderweg: {numbers.words}.")
            tell_masked(request, form)
            return redirect(found)
        if "send" in request.POST:
            messages.warning(request, "Er is iets veranderd. Kijk nog een keer, en verstuur het dan.")
        form = shown_again(request.POST, text=preview, seen=stamp)
    context = {"signal": found, "form": form, "numbers": numbers, "preview": preview}
    return render(request, "casework/signal_answer.html", context)


def shown_again(posted: QueryDict, *, text: str, seen: str) -> SignalAnswerForm:
    """The same form with the words as they would leave, and the stamp of what stands there."""
    data = posted.copy()
    data["text"], data["seen"] = text, seen
    form = SignalAnswerForm(data)
    form.is_valid()
    return form


def words_known(found: Signal) -> str:
    """What was written for the wijk already: the plain words of an answer, else the result of its case."""
    plain: CaseAnswer | None = (
        CaseAnswer.objects.filter(case__signal=found).exclude(plain_text="").order_by("-at", "-pk").first()
    )
    if plain is not None:
        return plain.plain_text
    ended: Case | None = found.cases.closed().order_by("-closed_on", "-pk").first()
    return ended.result_life if ended is not None else ""


@requires(Function.WIJKMANAGER)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """It is heard again."""
    viewer, found = user_of(request), writable(request, pk)
    services.reopen_signal(by=viewer, signal=found)
    messages.success(request, "Het signaal staat weer open.")
    return redirect(found)


@requires(Function.WIJKMANAGER)
@require_POST
def from_moment(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Hoor ik vaker", one tap on a talk: the open signal that its words are about, or a new one."""
    viewer = user_of(request)
    talk: ContactMoment = get_visible_or_404(ContactMoment.objects.select_related("area"), viewer, pk=pk)
    require_function(viewer, talk, Function.WIJKMANAGER)
    if not may_change_moment(viewer, talk):
        return redirect(talk)
    known = known_to(viewer, [talk.area])
    found = recognise(talk.line, today=dates.local_date(talk.at), known=known)
    theme = talk.themes.first()
    if theme is None and found.theme is not None:
        theme = Theme.objects.filter(municipality=talk.municipality_id, pk=found.theme).first()
    rows = Signal.objects.visible_to(viewer).open().filter(area=talk.area)
    near = rows.filter(pk=found.signal.pk).first() if found.signal else None
    try:
        heard = services.hear_again(by=viewer, moment=talk, heard=Heard(signal=near, street=""), theme=theme)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(talk)
    messages.success(request, "Het telt mee als signaal.")
    return redirect(heard.signal or talk)


@requires(Function.WIJKMANAGER)
@require_POST
def from_worry(request: HttpRequest, reference: str) -> HttpResponse:
    """The same for a worry from the public form; its sender hears the answer on their own page."""
    viewer = user_of(request)
    rows = Initiative.objects.select_related("area", "buurt")
    worry: Initiative = get_visible_or_404(rows, viewer, reference=reference)
    require_function(viewer, worry, Function.WIJKMANAGER)
    try:
        heard = services.hear_worry(by=viewer, initiative=worry)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(worry.get_desk_url())
    messages.success(request, "Het telt mee als signaal. De afzender krijgt straks het antwoord.")
    return redirect(heard)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("signal_stop")
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind "geen mail meer": GET shows, the button wipes the address."""
    link = find_link(token, purpose=services.STOP)
    mine = link is not None and link.target_label == SignalFollower._meta.label
    follower = SignalFollower.objects.filter(pk=link.target_pk).first() if link is not None and mine else None
    if follower is not None and request.method == "POST":
        services.stop_following(follower=follower)
        return redirect(request.path)
    response = render(request, "casework/public/signal_stop.html", {"follower": follower})
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "strict-origin"
    return response
