"""Let an initiative lie still until a day ("rust tot"), and go on before it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from initiatives.forms.desk import RestForm
from initiatives.services import end_rest, set_rest
from initiatives.views.desk import done, user_of, writable
from initiatives.views.pieces import rest_of
from wijknet.access import Function, requires
from wijknet.ui.dates import day
from wijknet.ui.forms import attempt


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def rest(request: HttpRequest, reference: str) -> HttpResponse:
    """The day until which nobody asks how it goes, with the reason. The sender reads both."""
    found = writable(request, reference)
    now = rest_of(found)
    form = RestForm(request.POST or None, initial={"until": now.until, "why": now.why} if now else {})
    if request.method == "POST" and form.is_valid():
        by = user_of(request)
        made = attempt(form, lambda: set_rest(initiative=found, by=by, **form.cleaned_data))
        if made:
            return done(
                request, found, _("Rust tot %(day)s. De afzender ziet dat ook.") % {"day": day(made.until)}, form
            )
    status = 400 if form.errors else 200
    return render(request, "initiatives/desk/rest.html", {"form": form, "initiative": found}, status=status)


@requires(Function.WIJKMANAGER)
@require_POST
def rest_end(request: HttpRequest, reference: str) -> HttpResponse:
    found = writable(request, reference)
    end_rest(initiative=found, by=user_of(request))
    messages.success(request, _("De rust is voorbij. Het gaat weer verder."))
    return redirect(found.get_desk_url())
