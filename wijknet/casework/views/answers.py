"""Ask a gemeente contact or a partner, and the page on which they answer. Whoever has the address answers."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from actors.approaches import asked_lately
from wijknet.access import Function, limited, public, requires
from wijknet.casework import services
from wijknet.casework.forms import AnswerForm, AskForm
from wijknet.casework.models import CaseAnswer
from wijknet.casework.services.answers import LINK_DAYS, addressee_of
from wijknet.casework.views.answer_pairs import plain_form
from wijknet.casework.views.cases import writable
from wijknet.casework.views.place import explain, user_of
from wijknet.privacy.forms import tell_masked
from wijknet.tokens.services import find_link
from wijknet.ui.conflict import Conflict, conflict_response


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """Show what will be asked and who gets it; then mail the link."""
    viewer, found = user_of(request), writable(request, pk)
    asked = next((side for side in found.sides if side.pk == party and side.email), None)
    if asked is None:
        raise Http404("Niet gevonden.")
    to = addressee_of(asked)
    waiting = CaseAnswer.objects.waiting().filter(party=asked).first()
    question = waiting.question if waiting else found.question
    form = AskForm(request.POST or None, initial={"question": question})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.ask_answer(
                by=viewer, party=asked, key=data["request_key"], question=data["question"], wanted_by=data["wanted_by"]
            )
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, f"De vraag is gemaild aan {to.name}. Het antwoord komt bij Vandaag.")
            tell_masked(request, form)
            return redirect(found)
    context = {
        "case": found,
        "party": asked,
        "to": to,
        "form": form,
        "waiting": waiting,
        "days": LINK_DAYS,
        "asked": asked_lately(viewer, asked.actor) if asked.actor else None,
    }
    return render(request, "casework/case_ask.html", context)


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int, answer: int) -> HttpResponse:
    """Take a question back: its link stops working."""
    viewer, found = user_of(request), writable(request, pk)
    asked = get_object_or_404(CaseAnswer, case=found, pk=answer)
    if request.method == "POST":
        taken_back = services.withdraw_question(by=viewer, asked=asked)
        if taken_back.at is None:
            messages.success(request, "De vraag is ingetrokken. De link werkt niet meer.")
        else:
            messages.info(request, "Er is al geantwoord. Je leest het hieronder.")
        return redirect(found)
    context = {
        "question": f"Vraag aan {asked.asked_of} intrekken?",
        "explanation": "De link in de mail werkt dan niet meer. Je kunt later opnieuw vragen.",
        "yes": "Vraag intrekken",
        "back_url": found.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def plain(request: HttpRequest, pk: int, answer: int) -> HttpResponse:
    """Write the answer in plain words, beside the answer as it was given."""
    viewer, found = user_of(request), writable(request, pk)
    given = get_object_or_404(CaseAnswer.objects.answered().exclude(text=""), case=found, pk=answer)
    form = plain_form(given, found, viewer, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.write_plain(
                by=viewer,
                asked=given,
                key=data["request_key"],
                version=data["version"],
                plain_text=data["plain_text"],
                tell=data.get("tell", False),
            )
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=given.get_absolute_url())
        told = " De indiener krijgt bericht." if data.get("tell") else ""
        messages.success(request, f"Je tekst staat naast het antwoord.{told}")
        tell_masked(request, form)
        return redirect(given)
    return render(request, "casework/case_answer_plain.html", {"case": found, "given": given, "form": form})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("case_answer")
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the mail: the question, and nothing else of the case. GET changes nothing."""
    response = _closed(request) if (asked := _opened(token)) is None else _answer(request, asked)
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Only the name of the site is told to what is linked here; a stricter word would break our own form.
    response["Referrer-Policy"] = "strict-origin"
    return response


def _opened(token: str) -> CaseAnswer | None:
    """What lies behind a link that still works: answered, or still to be answered at an open case."""
    link = find_link(token, purpose=services.PURPOSE)
    if link is None or link.target_label != CaseAnswer._meta.label:
        return None
    rows = CaseAnswer.objects.select_related("case__area", "case__municipality", "asked_by")
    found: CaseAnswer | None = rows.filter(pk=link.target_pk, withdrawn_at=None).first()
    return found if found is not None and (found.at or found.case.is_open) else None


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "casework/public/answer_gone.html", status=HTTPStatus.NOT_FOUND)


def _answer(request: HttpRequest, asked: CaseAnswer) -> HttpResponse:
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and asked.at is None and form.is_valid():
        data = form.cleaned_data
        try:
            services.answer_question(
                asked=asked, key=data["request_key"], text=data["text"], refers_to=data["refers_to"]
            )
        except ValidationError:
            # Taken back or closed between opening the page and sending.
            return _closed(request)
        messages.success(request, _("Dank je wel. Je antwoord is bewaard."))
        return redirect(request.path)
    if request.method == "POST" and asked.at is not None:
        return redirect(request.path)
    context = {"asked": asked, "area": asked.case.area, "municipality": asked.case.municipality, "form": form}
    return render(request, "casework/public/answer.html", context)
