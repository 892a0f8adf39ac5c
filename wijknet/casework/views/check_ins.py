"""What stands still: the list with what came of it, one of them with its first step, and the page of the sender."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives.models import Moderation, TeamMember
from wijknet.access import STAFF, Function, get_visible_or_404, limited, public, require_function, requires
from wijknet.casework import services
from wijknet.casework.forms.check_ins import CheckInForm
from wijknet.casework.models import CheckIn
from wijknet.casework.periods import PERIODS, running
from wijknet.casework.permissions import may_write_here
from wijknet.casework.views.place import explain, user_of, wijk_asked
from wijknet.tokens.services import find_link
from wijknet.ui import dates
from wijknet.ui.paging import page_by_key

SPANS = [(word, label) for word, label in PERIODS if word in {"maand", "kwartaal", "jaar"}]
# The word in the address behind a button, and the answer that it gives.
ANSWERS = {"goed": CheckIn.Answer.GOOD, "vast": CheckIn.Answer.STUCK, "stoppen": CheckIn.Answer.STOP}


@requires(*STAFF)
@require_safe
def radar(request: HttpRequest) -> HttpResponse:
    """What asks for us now, oldest first; below it what came of all that was asked. Nothing per colleague."""
    viewer, today = user_of(request), dates.today()
    area = wijk_asked(request, viewer)
    rows = CheckIn.objects.visible_to(viewer).filter(initiative__moderation=Moderation.PUBLIC)
    if area is not None:
        rows = rows.in_area(area)
    span = next((word for word, _label in SPANS if word == request.GET.get("periode")), "kwartaal")
    period = running(span, today)
    asked = CheckIn.objects.visible_to(viewer).filter(asked_on__gte=period.first, asked_on__lte=period.last)
    shown = rows.to_do(today).select_related("initiative", "area")
    context = {
        "page": page_by_key(shown, request.GET, field="asked_on", ascending=True),
        "area": area,
        "counts": list((asked.in_area(area) if area is not None else asked).counted()),
        "spans": SPANS,
        "span": span,
        "period": period,
    }
    return render(request, "casework/radar.html", context)


@requires(*STAFF)
@require_safe
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Why it likely stands still, what its sender says, and three ways to begin."""
    viewer = user_of(request)
    found: CheckIn = get_visible_or_404(CheckIn.objects.select_related("initiative", "area"), viewer, pk=pk)
    reference = found.initiative.reference
    context = {
        "check_in": found,
        "initiative": found.initiative,
        "may_write": may_write_here(viewer, found),
        "case_url": f"{reverse('case-new')}?navraag={found.pk}",
        "event_url": f"{reverse('event-new')}?initiatief={reference}",
        "rest_url": reverse("initiative-rest", args=[reference]),
    }
    return render(request, "casework/check_in.html", context)


@requires(Function.WIJKMANAGER)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = user_of(request)
    found: CheckIn = get_visible_or_404(CheckIn.objects.all(), viewer, pk=pk)
    require_function(viewer, found, Function.WIJKMANAGER)
    services.close_check_in(check_in=found, by=viewer)
    messages.success(request, "Het staat niet meer bij Vandaag.")
    return redirect("radar")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("check_in")
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the mail: three buttons. GET changes nothing, so a mail scanner may open it."""
    found = _opened(token)
    response = _gone(request) if found is None else _answer(request, found)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "strict-origin"
    return response


def _opened(token: str) -> CheckIn | None:
    link = find_link(token, purpose=services.CHECK_IN)
    if link is None:
        return None
    rows = CheckIn.objects.select_related("initiative", "area", "municipality")
    rows = rows.filter(initiative__moderation=Moderation.PUBLIC)
    found: CheckIn | None
    if link.target_label == TeamMember._meta.label:
        pulls = TeamMember.objects.joined().filter(pk=link.target_pk, champion=True)
        found = rows.filter(initiative__in=pulls.order_by().values("initiative")).order_by("-asked_on", "-pk").first()
    else:
        found = rows.filter(pk=link.target_pk).first() if link.target_label == CheckIn._meta.label else None
    return found


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "casework/public/check_in_gone.html", status=HTTPStatus.NOT_FOUND)


def _answer(request: HttpRequest, found: CheckIn) -> HttpResponse:
    asked = request.GET.get("antwoord", "")
    chosen = ANSWERS.get(asked)
    form = CheckInForm(request.POST if request.method == "POST" else None, stops=chosen == CheckIn.Answer.STOP)
    if request.method == "POST" and chosen is not None and form.is_valid():
        try:
            services.answer_check_in(check_in=found, answer=chosen, words=form.cleaned_data["words"])
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, _("Dank je wel. We hebben je antwoord bewaard."))
            return redirect(request.path)
    context = {
        "check_in": found,
        "initiative": found.initiative,
        "form": form if chosen in {CheckIn.Answer.STUCK, CheckIn.Answer.STOP} else None,
        "stops": chosen == CheckIn.Answer.STOP,
        "area": found.area,
    }
    return render(request, "casework/public/check_in.html", context)
