"""The circle of a wijk for its members, by personal link. GET shows, only a button acts.

Who has the link is the member: they read first names, one line each, and what was asked and answered here. No address
and no name of an idea stands on these pages, so that a link in wrong hands tells no more. Of another wijk, or of a
question to somebody else, nothing exists here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives import services
from initiatives.circle_mails import CIRCLE
from initiatives.forms.circle import AskForm, CircleAnswerForm, JoinForm, MemberForm, ReportForm
from initiatives.models import CircleMeeting, CircleMember, CirclePost
from initiatives.querysets import CircleMemberQuerySet
from initiatives.services.circle import why_not
from initiatives.views.follow import Opened, for_sender, open_link
from initiatives.views.limits import refuse_too_many
from wijknet.access import public
from wijknet.privacy.forms import remember_stored, tell_masked
from wijknet.tokens.services import find_link
from wijknet.ui.forms import attempt
from wijknet.ui.paging import page_by_key

SHOWS = ["GET", "HEAD", "POST"]
LIMIT = "initiative_message"
PAGE_SIZE = 10
MOST_NAMES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A member and the secret with which they came in."""

    token: str
    member: CircleMember

    @property
    def page(self) -> str:
        return reverse("circle", args=[self.token])


def for_member(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Find the member behind a link, or say clearly that it opens nothing. Not indexed, not stored, not passed on."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **arguments: int) -> HttpResponse:
        member = member_of(token)
        try:
            response = view(request, Seat(token=token, member=member), **arguments) if member else gone(request)
        except ValidationError:  # they left between two clicks
            response = gone(request)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "strict-origin"
        return response

    return public(never_cache(guarded))


def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "initiatives/public/circle_gone.html", status=404)


def member_of(token: str) -> CircleMember | None:
    """By a link of the circle, or by one to the page of the own idea."""
    rows = CircleMember.objects.current().select_related("area")
    found: CircleMember | None = None
    if link := find_link(token, purpose=CIRCLE):
        found = rows.filter(pk=link.target_pk).first()
    elif opened := open_link(token):
        found = rows.filter(initiative=opened.initiative).first()
    return found


@for_sender
@require_http_methods(SHOWS)
def join(request: HttpRequest, opened: Opened) -> HttpResponse:
    """From the page of the own idea: what it is, and a form to join."""
    initiative = opened.initiative
    if CircleMember.objects.current().filter(initiative=initiative).exists():
        return redirect("circle", opened.token)
    form = JoinForm(request.POST or None, initial={"name": initiative.submission.sender_name})
    refusal = why_not(initiative, initiative.submission)
    if request.method == "POST" and not refusal and form.is_valid():
        if limited := refuse_too_many(request, LIMIT):
            return limited
        name, offer = form.cleaned_data["name"], form.cleaned_data["offer"]
        if attempt(form, lambda: services.join_circle(initiative=initiative, name=name, offer=offer)):
            messages.success(request, _("Welkom in de kring. We hebben je ook een link gemaild."))
            tell_masked(request, form)
            return redirect("circle", opened.token)
    context = {
        "form": form,
        "refusal": refusal,
        "area": initiative.area,
        "count": CircleMember.objects.current().in_area(initiative.area).count(),
        "back_url": opened.page,
        "back_label": _("Terug naar je pagina"),
    }
    return render(request, "initiatives/public/circle_join.html", context, status=400 if form.errors else 200)


@for_member
@require_safe
def circle(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who is in it, what is asked, and when the circle meets."""
    member = seat.member
    answers = Count("answers", filter=Q(answers__state=CirclePost.State.PLACED))
    questions = CirclePost.objects.readable_by(member).select_related("member", "to").annotate(number=answers)
    meetings = CircleMeeting.objects.filter(event__area=member.area_id, event__ends_at__gte=timezone.now())
    mine = CircleMeeting.coming.through.objects.filter(circlemeeting=OuterRef("pk"), circlemember=member)
    context = {
        "token": seat.token,
        "member": member,
        "others": list(others(member)[:MOST_NAMES]),
        "page": page_by_key(questions, request.GET, size=PAGE_SIZE),
        "meetings": meetings.select_related("event").annotate(comes=Exists(mine)).order_by("event__starts_at"),
    }
    return render(request, "initiatives/public/circle.html", context)


def others(member: CircleMember) -> CircleMemberQuerySet:
    return CircleMember.objects.current().in_area(member.area).exclude(pk=member.pk).order_by("joined_at", "pk")


@for_member
@require_http_methods(SHOWS)
def ask(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A question to the circle, or to one (`?aan=<key>`)."""
    form = AskForm(request.POST or None, others=others(seat.member), initial={"to": request.GET.get("aan", "")[:18]})
    if request.method == "POST" and form.is_valid():
        if limited := refuse_too_many(request, LIMIT):
            return limited
        asked = form.cleaned_data
        post = attempt(
            form,
            lambda: services.ask_circle(
                member=seat.member, to=asked["to"], text=asked["text"], key=asked["request_key"]
            ),
        )
        if post:
            messages.success(request, _("Je vraag is bewaard. De wijkmanager kijkt er eerst naar."))
            tell_masked(request, form)
            return redirect("circle-question", seat.token, post.pk)
    context = _way_back(seat) | {"form": form, "area": seat.member.area}
    return render(request, "initiatives/public/circle_ask.html", context, status=400 if form.errors else 200)


@for_member
@require_http_methods(SHOWS)
def question(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """One question with its answers, and room for one more."""
    rows = CirclePost.objects.readable_by(seat.member).select_related("member", "to")
    found: CirclePost = get_object_or_404(rows, pk=pk)
    form = CircleAnswerForm(request.POST or None)
    takes_answers = found.state == CirclePost.State.PLACED and not (found.direct and found.to is None)
    if request.method == "POST" and not takes_answers:
        messages.error(request, _("Op deze vraag kan niemand meer antwoorden."))
        return redirect("circle-question", seat.token, pk)
    if request.method == "POST" and form.is_valid():
        if limited := refuse_too_many(request, LIMIT):
            return limited
        text, key = form.cleaned_data["text"], form.cleaned_data["request_key"]
        if attempt(form, lambda: services.answer_circle(member=seat.member, question=found, text=text, key=key)):
            messages.success(request, _("Je antwoord is bewaard. De wijkmanager kijkt er eerst naar."))
            tell_masked(request, form)
            return redirect("circle-question", seat.token, pk)
    answers = found.answers.answers_for(seat.member).select_related("member").order_by("at", "pk")
    context = _way_back(seat) | {
        "post": found,
        "answers": answers,
        "member": seat.member,
        "token": seat.token,
        "form": form if takes_answers else None,
    }
    return render(request, "initiatives/public/circle_question.html", context, status=400 if form.errors else 200)


@for_member
@require_http_methods(SHOWS)
def take_back(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Own words only; ask first, because it cannot be undone."""
    post: CirclePost = get_object_or_404(CirclePost.objects.filter(member=seat.member), pk=pk)
    if request.method == "POST":
        services.take_post_back(member=seat.member, post=post)
        messages.success(request, _("Het is weg."))
        return redirect(seat.page)
    context = {
        "question": _("Wil je dit terugnemen?"),
        "explanation": _("Het gaat meteen weg, ook voor de anderen. Bij een vraag gaan de antwoorden mee."),
        "yes": _("Neem het terug"),
        "danger": True,
        "back_url": reverse("circle-question", args=[seat.token, post.question_id or post.pk]),
    }
    return render(request, "ui/confirm.html", context)


@for_member
@require_http_methods(SHOWS)
def report(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Say that something is wrong with what somebody else wrote."""
    readable = CirclePost.objects.readable_by(seat.member)
    seen = Q(pk__in=readable.values("pk")) | Q(question__in=readable.values("pk"), state=CirclePost.State.PLACED)
    rows = CirclePost.objects.placed().filter(seen, area=seat.member.area_id).exclude(member=seat.member)
    post: CirclePost = get_object_or_404(rows, pk=pk)
    back = reverse("circle-question", args=[seat.token, post.question_id or post.pk])
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limited := refuse_too_many(request, LIMIT):
            return limited
        services.report_post(post=post, why=form.cleaned_data["why"])
        messages.success(request, _("Dank je wel. De wijkmanager kijkt ernaar."))
        return redirect(back)
    context = {
        "question": _("Wil je dit melden?"),
        "explanation": _("De wijkmanager kijkt er dan nog een keer naar."),
        "yes": _("Meld dit bericht"),
        "form": form,
        "back_url": back,
    }
    return render(request, "ui/confirm.html", context, status=400 if form.errors else 200)


@for_member
@require_http_methods(SHOWS)
def about_me(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Other words about oneself."""
    form = MemberForm(request.POST or None, initial={"name": seat.member.name, "offer": seat.member.offer})
    remember_stored(form)
    if request.method == "POST" and form.is_valid():
        name, offer = form.cleaned_data["name"], form.cleaned_data["offer"]
        if attempt(form, lambda: services.change_member(member=seat.member, name=name, offer=offer)):
            messages.success(request, _("Bewaard. Zo zien de anderen je nu."))
            tell_masked(request, form)
            return redirect(seat.page)
    context = _way_back(seat) | {"form": form}
    return render(request, "initiatives/public/circle_me.html", context, status=400 if form.errors else 200)


@for_member
@require_POST
def stay(request: HttpRequest, seat: Seat) -> HttpResponse:
    services.stay_in_circle(member=seat.member)
    messages.success(request, _("Fijn dat je blijft."))
    return redirect(seat.page)


@for_member
@require_http_methods(SHOWS)
def leave(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The page that every mail leads to; its one button ends it. Said at once: after it the link opens nothing."""
    if request.method == "POST":
        services.leave_circle(member=seat.member)
        return render(request, "initiatives/public/circle_left.html", {"area": seat.member.area})
    context = {
        "question": _("Wil je stoppen met de kring?"),
        "explanation": _(
            "Je naam, je vragen en je antwoorden gaan meteen weg. Je krijgt geen mails meer van de kring. "
            "Je idee blijft gewoon staan."
        ),
        "yes": _("Ik stop met de kring"),
        "back_url": seat.page,
    }
    return render(request, "ui/confirm.html", context)


@for_member
@require_http_methods(SHOWS)
def new_link(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Close every link out of a mail; the new one comes by mail only, to whose circle it is."""
    if request.method == "POST":
        if limited := refuse_too_many(request, "initiative_link"):
            return limited
        services.renew_circle_link(member=seat.member)
        return render(request, "initiatives/public/circle_new_link.html")
    context = {
        "question": _("Wil je een nieuwe link naar de kring?"),
        "explanation": _("Alle links uit oude mails van de kring werken dan niet meer. De nieuwe link mailen we je."),
        "yes": _("Mail mij een nieuwe link"),
        "back_url": seat.page,
    }
    return render(request, "ui/confirm.html", context)


@for_member
@require_POST
def coming(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """ "Ik kom" or, with `komt=nee`, not after all."""
    rows = CircleMeeting.objects.filter(event__area=seat.member.area_id, event__cancelled_on=None)
    meeting: CircleMeeting = get_object_or_404(rows, pk=pk, event__ends_at__gte=timezone.now())
    comes = request.POST.get("komt") != "nee"
    services.say_coming(member=seat.member, meeting=meeting, coming=comes)
    messages.success(request, _("Leuk, tot dan!") if comes else _("Jammer. We weten het nu."))
    return redirect(seat.page)


def _way_back(seat: Seat) -> dict[str, object]:
    return {"back_url": seat.page, "back_label": _("Terug naar de kring")}
