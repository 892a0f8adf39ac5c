""" "Opgeschreven door": the form for a colleague, and the sheet that the resident takes home."""

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from initiatives import services
from initiatives.forms.intake import IntakeForm
from initiatives.models import Initiative, Submission
from initiatives.views.desk import done, rows, user_of, writable
from initiatives.views.pieces import turn
from wijknet.access import Function, requires
from wijknet.areas.models import Area
from wijknet.privacy.forms import tell_masked


@requires(Function.WIJKMANAGER)
def write_down(request: HttpRequest) -> HttpResponse:
    """The form. A line of one's own notes may come along as `begin`, sent as a post so that it is in no address."""
    user = user_of(request)
    wijken = list(Area.objects.wijken_of(user, Function.WIJKMANAGER).select_related("municipality__settings"))
    begun = {"story": request.POST["begin"].replace("\x00", "")} if "begin" in request.POST else None
    form = IntakeForm(None if begun else request.POST or None, wijken=wijken, initial=begun)
    if form.is_valid():
        values = form.cleaned_data
        made, token = services.write_down(
            kind=values["kind"],
            idea=form.idea(),
            place=form.place(),
            who=form.who(),
            channel=values["channel"],
            received_on=values["received_on"],
            request_key=values["request_key"],
            by=user,
        )
        tell_masked(request, form)
        return sheet(request, rows().get(pk=made.pk), token, is_new=True)
    return render(request, "initiatives/desk/intake.html", {"form": form})


@requires(Function.WIJKMANAGER)
@require_POST
def renew_link(request: HttpRequest, reference: str) -> HttpResponse:
    """A new personal link: mailed, or shown once to be printed. Older links stop working."""
    found = writable(request, reference)
    submission = Submission.objects.filter(initiative=found).first()
    if submission is None:
        messages.error(request, _("De gegevens van de afzender zijn gewist. Er is geen link meer."))
        return redirect(found.get_desk_url())
    token = services.renew_link(initiative=found, by=user_of(request))
    if submission.reach_mail:
        return done(request, found, _("De afzender kreeg een nieuwe link per mail. De oude werkt niet meer."))
    return sheet(request, found, token, is_new=False)


def sheet(request: HttpRequest, found: Initiative, token: str, *, is_new: bool) -> HttpResponse:
    """The page to print, with the sender's link. Shown in the answer to a post only, and stored nowhere."""
    submission: Submission = found.submission
    address = settings.SITE_URL + reverse("initiative-follow", args=[token])
    context = {
        "initiative": found,
        "submission": submission,
        "address": address,
        "code": code_of(address),
        "turn": turn(found),
        "phone": found.municipality.settings.phone,
        "is_new": is_new,
    }
    response = render(request, "initiatives/desk/sheet.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def code_of(address: str) -> SafeString:
    """A picture that a phone reads: the same address as the one written beside it."""
    label = _("Code voor de camera van je telefoon")
    # Dark on white in every theme, or no camera reads it.
    svg = segno.make(address, micro=False).svg_inline(
        border=2, dark="#000", light="#fff", svgclass="wn-code", lineclass=None, omitsize=True
    )
    return SafeString(svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1))
