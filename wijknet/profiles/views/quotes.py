"""Quotes beside the parts of a draft: add one with consent, and take one away everywhere."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijknet.access import CURATORS, STAFF, requires, viewer_of
from wijknet.log.services import note_read
from wijknet.privacy.forms import tell_masked
from wijknet.privacy.texts import newest
from wijknet.profiles.forms import ExtendForm, QuoteForm
from wijknet.profiles.models import Quote
from wijknet.profiles.services import add_quote, erase_quote, extend_consent
from wijknet.profiles.services.quotes import CONSENT_TEXT
from wijknet.profiles.views.drafts import curated_wijk
from wijknet.ui.dates import day, today
from wijknet.ui.forms import attempt

METHODS = ["GET", "HEAD", "POST"]
A_YEAR = timedelta(days=365)


@requires(*CURATORS, *STAFF)
@require_http_methods(METHODS)
def quote_new(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """Somebody's words, with the text that they agreed to on the page."""
    area = curated_wijk(request, municipality, wijk)
    form = QuoteForm(request.POST or None, initial={"consent_on": today(), "until": today() + A_YEAR})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("request_key")
        del facts["agreed"]
        if attempt(form, lambda: add_quote(area=area, key=key, by=viewer_of(request), **facts)):
            messages.success(request, _("Het citaat staat in het concept."))
            tell_masked(request, form)
            return redirect("profile", municipality, wijk)
    context = {"wijk": area, "form": form, "consent": newest(CONSENT_TEXT)}
    return render(request, "profiles/quote_new.html", context, status=400 if form.errors else 200)


@requires(*CURATORS, *STAFF)
@require_http_methods(METHODS)
def quote_extend(request: HttpRequest, municipality: str, wijk: str, pk: int) -> HttpResponse:
    """The person was asked again: until when the words may stand now, and in what way the answer came."""
    area = curated_wijk(request, municipality, wijk)
    quote = get_object_or_404(Quote, area=area, pk=pk)
    start = {"consent_on": today(), "until": today() + A_YEAR}
    form = ExtendForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        del facts["agreed"]
        facts["how"] = facts.pop("consent_how")
        if attempt(form, lambda: extend_consent(quote=quote, by=viewer_of(request), **facts)):
            messages.success(request, _("Het citaat mag blijven tot en met %(day)s.") % {"day": day(facts["until"])})
            return redirect("profile", municipality, wijk)
    note_read(request, quote)
    context = {"wijk": area, "form": form, "quote": quote, "consent": newest(CONSENT_TEXT)}
    return render(request, "profiles/quote_extend.html", context, status=400 if form.errors else 200)


@requires(*CURATORS, *STAFF)
@require_http_methods(METHODS)
def quote_erase(request: HttpRequest, municipality: str, wijk: str, pk: int) -> HttpResponse:
    """A question first: the words go from the draft and from every edition."""
    area = curated_wijk(request, municipality, wijk)
    quote = get_object_or_404(Quote, area=area, pk=pk)
    back = reverse("profile", args=[municipality, wijk])
    if request.method == "POST":
        erase_quote(quote=quote, by=viewer_of(request))
        messages.success(request, _("Het citaat is overal weg. In oude edities staat dat er een citaat stond."))
        return redirect(back)
    note_read(request, quote)
    context = {
        "question": _("Dit citaat overal weghalen?"),
        "explanation": _("“%(text)s”, %(said_by)s. Van: %(given_by)s. Het gaat ook uit oude edities.")
        % {"text": quote.text, "said_by": quote.said_by, "given_by": quote.given_by},
        "yes": _("Haal het citaat weg"),
        "back_url": back,
        "danger": True,
    }
    return render(request, "ui/confirm.html", context)
