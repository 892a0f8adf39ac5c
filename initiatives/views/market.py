"""What an initiative needs: on the site to answer, at the desk to match."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from initiatives.forms.market import NeedChoice, NeedForm, OfferForm, RefuseNeedForm
from initiatives.models import Initiative, Need, Offer
from initiatives.services import (
    add_need,
    look_again,
    offer_help,
    place_need,
    refuse_need,
    reopen_offer,
    set_found,
    settle_offer,
)
from initiatives.views.desk import READS, user_of, writable
from initiatives.views.limits import refuse_too_many
from initiatives.views.team import say
from wijknet.access import Function, get_visible_or_404, public, require_function, requires
from wijknet.log.services import note_read
from wijknet.privacy.forms import tell_masked
from wijknet.ui.forms import attempt


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, reference: str) -> HttpResponse:
    """ "Ik help mee": no account; staff reads it, and the sender of the idea when the helper says so."""
    rows = Initiative.objects.public().select_related("municipality__settings")
    found: Initiative | None = rows.filter(reference=reference).first()
    if found is None:
        raise Http404
    chosen = request.GET.get("vraag", "")
    form = OfferForm(request.POST or None, needs=found.needs.open().order_by("pk"), initial={"need": chosen})
    if request.method == "POST":
        if limited := refuse_too_many(request, "support"):
            return limited
        if form.is_valid():
            key = form.cleaned_data["request_key"]
            if attempt(form, lambda: offer_help(initiative=found, what=form.what(), key=key)):
                return render(request, "initiatives/public/offer.html", {"initiative": found, "sent": True})
    context = {"initiative": found, "form": form}
    return render(request, "initiatives/public/offer.html", context, status=400 if form.errors else 200)


@requires(*READS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, reference: str) -> HttpResponse:
    """What is needed, who offers help, and which goes with which."""
    user = user_of(request)
    found: Initiative = get_visible_or_404(Initiative.objects.select_related("area"), user, reference=reference)
    may_change = user.works_in(found.area_id, found.municipality_id, Function.WIJKMANAGER)
    if request.method == "POST":
        require_function(user, found, Function.WIJKMANAGER)
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {name: form.cleaned_data[name] for name in ("kind", "text")}
        key = form.cleaned_data["request_key"]
        if attempt(form, lambda: add_need(initiative=found, key=key, by=user, **facts)):
            messages.success(request, _("Bewaard. Het staat bij het idee op de site."))
            tell_masked(request, form)
            return redirect("initiative-market", reference)
    offers = list(found.offers.select_related("need").order_by("at", "pk"))
    if offers:
        note_read(request, found)
    needs = list(found.needs.order_by("pk"))
    context = {
        "initiative": found,
        "form": form if may_change else None,
        "may_change": may_change,
        "needs": needs,
        "open_needs": [need for need in needs if need.found_on is None and need.state == Need.State.PLACED],
        "offers": offers,
    }
    return render(request, "initiatives/desk/market.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_POST
def need_found(request: HttpRequest, reference: str, need: int) -> HttpResponse:
    """Found, or (`weer=ja`) looked for again."""
    found = writable(request, reference)
    again = request.POST.get("weer") == "ja"
    row = get_object_or_404(Need.objects.standing(), initiative=found, pk=need)
    set_found(need=row, found=not again, by=user_of(request))
    messages.success(request, _("Het wordt weer gezocht.") if again else _("Gevonden. Het is van de site."))
    return redirect("initiative-market", reference)


@requires(Function.WIJKMANAGER)
@require_POST
def need_place(request: HttpRequest, reference: str, need: int) -> HttpResponse:
    """What a sender asks is good to read; or (`weer=ja`) it is looked at once more."""
    row, by = get_object_or_404(Need, initiative=writable(request, reference), pk=need), user_of(request)
    if request.POST.get("weer") == "ja":
        say(request, _("Het is van de site. Kijk nog eens."), lambda: look_again(need=row, by=by))
    else:
        words = _("Het staat bij het idee. De afzender hoort dat je keek.")
        say(request, words, lambda: place_need(need=row, by=by))
    return redirect("initiative-market", reference)


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def need_refuse(request: HttpRequest, reference: str, need: int) -> HttpResponse:
    """Not on the site, with a reason for the sender."""
    row = get_object_or_404(Need, initiative=writable(request, reference), pk=need)
    form = RefuseNeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: refuse_need(need=row, reason=reason, by=user_of(request))):
            messages.success(request, _("Niet op de site. Alleen de afzender leest waarom."))
            tell_masked(request, form)
            return redirect("initiative-market", reference)
    context = {
        "form": form,
        "danger": True,
        "question": _("Zet je dit niet op de site?"),
        "explanation": f"{row.get_kind_display().capitalize()}: “{row.text}”",
        "back_label": _("Terug naar nodig en aangeboden"),
        "yes": _("Niet op de site en de reden sturen"),
        "back_url": reverse("initiative-market", args=[reference]),
    }
    return render(request, "initiatives/desk/circle_why.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_POST
def settle(request: HttpRequest, reference: str, offer: int) -> HttpResponse:
    """The offer was answered, for a need or for something else; or (`weer=ja`) it waits again."""
    found = writable(request, reference)
    row = get_object_or_404(Offer, initiative=found, pk=offer)
    if request.POST.get("weer") == "ja":
        reopen_offer(offer=row, by=user_of(request))
        messages.success(request, _("Het aanbod wacht weer."))
        return redirect("initiative-market", reference)
    form = NeedChoice(request.POST, needs=found.needs.open())
    if form.is_valid():
        settle_offer(offer=row, need=form.cleaned_data["need"], by=user_of(request))
        messages.success(request, _("Bewaard. Het aanbod is beantwoord."))
    else:
        messages.error(request, _("Kies iets dat nog nodig is."))
    return redirect("initiative-market", reference)
