"""Stand behind an initiative: on the site by mail, and at a meeting by counted hands."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives.forms.supports import HandsForm, SupportForm
from initiatives.mails import SUPPORT
from initiatives.models import HandCount, Initiative, Moderation, Support
from initiatives.services import ask_support, confirm_support, count_hands, end_support, remove_hands
from initiatives.views.desk import READS, user_of, writable
from initiatives.views.limits import refuse_too_many
from wijknet.access import Function, get_visible_or_404, public, require_function, requires
from wijknet.privacy.forms import tell_masked
from wijknet.tokens.services import find_link
from wijknet.ui.forms import attempt


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support_this(request: HttpRequest, reference: str) -> HttpResponse:
    """Leave an address. The answer is the same for one that is there already."""
    rows = Initiative.objects.public().select_related("municipality__settings")
    found: Initiative | None = rows.filter(reference=reference).first()
    if found is None:
        raise Http404
    form = SupportForm(request.POST or None)
    if request.method == "POST":
        if limited := refuse_too_many(request, "support"):
            return limited
        if form.is_valid():
            ask_support(initiative=found, email=form.cleaned_data["email"])
            return render(request, "initiatives/public/support.html", {"initiative": found, "sent": True})
    context = {"initiative": found, "form": form}
    return render(request, "initiatives/public/support.html", context, status=400 if form.errors else 200)


def for_supporter(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Find the support behind a personal link, or say clearly that it opens nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        link = find_link(token, purpose=SUPPORT)
        found = Support.objects.select_related("initiative").filter(pk=link.target_pk).first() if link else None
        if found is None:
            response = render(request, "initiatives/public/support_gone.html", status=404)
        else:
            response = view(request, found, token)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "strict-origin"
        return response

    return public(never_cache(guarded))


@for_supporter
@require_safe
def support(request: HttpRequest, found: Support, token: str) -> HttpResponse:
    """The own support; reading it changes nothing, so a mail scanner may open it."""
    context = {"support": found, "token": token, "is_public": found.initiative.moderation == Moderation.PUBLIC}
    return render(request, "initiatives/public/my_support.html", context)


@for_supporter
@require_POST
def confirm(request: HttpRequest, found: Support, token: str) -> HttpResponse:
    try:
        confirm_support(support=found)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Dank je wel. Je steun telt nu mee."))
    return redirect("support", token)


@for_supporter
@require_POST
def end(request: HttpRequest, found: Support, token: str) -> HttpResponse:
    """Said at once, because after it the link opens nothing."""
    initiative = found.initiative
    end_support(support=found)
    return render(request, "initiatives/public/support_ended.html", {"initiative": initiative})


@requires(*READS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, reference: str) -> HttpResponse:
    """How many stand behind it, and the hands of a meeting to write down."""
    user = user_of(request)
    found: Initiative = get_visible_or_404(Initiative.objects.select_related("area"), user, reference=reference)
    may_change = user.works_in(found.area_id, found.municipality_id, Function.WIJKMANAGER)
    if request.method == "POST":
        require_function(user, found, Function.WIJKMANAGER)
    form = HandsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("hands", "held_on", "place")}
        key = form.cleaned_data["request_key"]
        if attempt(form, lambda: count_hands(initiative=found, key=key, by=user, **facts)):
            messages.success(request, _("De telling is bewaard."))
            tell_masked(request, form)
            return redirect("initiative-supports", reference)
    context = {
        "initiative": found,
        "form": form if may_change else None,
        "may_change": may_change,
        "supports": found.supports.confirmed().count(),
        "hand_counts": list(found.hand_counts.order_by("-held_on", "-pk")),
    }
    return render(request, "initiatives/desk/supports.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_POST
def hands_off(request: HttpRequest, reference: str, count: int) -> HttpResponse:
    """A count that was wrong."""
    found = writable(request, reference)
    remove_hands(count=get_object_or_404(HandCount, initiative=found, pk=count), by=user_of(request))
    messages.success(request, _("De telling is weg."))
    return redirect("initiative-supports", reference)
