"""What an initiative needs, on the sender's own page; and an offer, on the page of who made it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives.forms.team import OwnNeedForm
from initiatives.mails import OFFER
from initiatives.models import Kind, Moderation, Need, Offer
from initiatives.services import add_need, set_found, take_offer_back
from initiatives.views.follow import Opened, for_sender
from initiatives.views.limits import refuse_too_many
from initiatives.views.team import private
from wijknet.access import public
from wijknet.tokens.services import find_link
from wijknet.ui.forms import attempt


@for_sender
@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest, opened: Opened) -> HttpResponse:
    """What the sender looks for; POST adds to it."""
    if opened.initiative.kind != Kind.IDEA:
        raise Http404
    form = OwnNeedForm(request.POST or None)
    if request.method == "POST":
        if limited := refuse_too_many(request, "initiative_message"):
            return limited
        if form.is_valid():
            facts: dict[str, Any] = {name: form.cleaned_data[name] for name in ("kind", "text")}
            key = form.cleaned_data["request_key"]
            if attempt(form, lambda: add_need(initiative=opened.initiative, key=key, by=None, **facts)):
                messages.success(request, _("Bewaard. We kijken ernaar. Daarna komt het op de site."))
                return redirect("initiative-follow-needs", opened.token)
    context = {
        "initiative": opened.initiative,
        "token": opened.token,
        "back_url": opened.page,
        "form": form,
        "is_public": opened.initiative.moderation == Moderation.PUBLIC,
        "needs": opened.initiative.needs.order_by("pk"),
    }
    return render(request, "initiatives/public/needs.html", context, status=400 if form.errors else 200)


@for_sender
@require_POST
def found(request: HttpRequest, opened: Opened, need: int) -> HttpResponse:
    """Found, or (`weer=ja`) looked for again."""
    row = get_object_or_404(Need.objects.standing(), initiative=opened.initiative, pk=need)
    again = request.POST.get("weer") == "ja"
    set_found(need=row, found=not again, by=None)
    messages.success(request, _("Het wordt weer gezocht.") if again else _("Gevonden. Fijn!"))
    return redirect("initiative-follow-needs", opened.token)


def for_helper(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Find the offer behind the link in its mail, or say clearly that it opens nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        link = find_link(token, purpose=OFFER)
        rows = Offer.objects.select_related("initiative", "need")
        offer = rows.filter(pk=link.target_pk).first() if link else None
        if offer is None:
            return private(render(request, "initiatives/public/team_gone.html", status=404))
        return private(view(request, offer, token))

    return public(never_cache(guarded))


@for_helper
@require_safe
def offer(request: HttpRequest, offer: Offer, token: str) -> HttpResponse:
    return render(request, "initiatives/public/my_offer.html", {"offer": offer, "token": token})


@for_helper
@require_POST
def offer_end(request: HttpRequest, offer: Offer, token: str) -> HttpResponse:
    """Said at once, because after it the link opens nothing."""
    take_offer_back(offer=offer)
    return render(request, "initiatives/public/team_left.html", {"initiative": offer.initiative, "offer": True})
