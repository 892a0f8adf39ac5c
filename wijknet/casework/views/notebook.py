"""The notebook: write a line now, work it out at the end of the day."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from wijknet.access import Function, requires
from wijknet.accounts.models import User
from wijknet.casework import services
from wijknet.casework.forms import JottingForm
from wijknet.casework.models import Jotting
from wijknet.casework.views.place import explain, user_of, wijk_asked
from wijknet.privacy.forms import tell_masked
from wijknet.ui import dates

MOST = 50


@requires(Function.WIJKMANAGER)
@require_safe
def notebook(request: HttpRequest) -> HttpResponse:
    """My lines, and nobody else's."""
    return page(request, user_of(request), JottingForm())


@requires(Function.WIJKMANAGER)
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Keep a line, and go back to where it was written."""
    viewer = user_of(request)
    form = JottingForm(request.POST)
    if not form.is_valid():
        return page(request, viewer, form)
    try:
        services.write_jotting(
            by=viewer,
            key=form.cleaned_data["uuid"],
            line=form.cleaned_data["line"],
            area=wijk_asked(request, viewer),
        )
    except ValidationError as error:
        explain(form, error)
        return page(request, viewer, form)
    messages.success(request, "Je regel staat in je kladblok.")
    tell_masked(request, form)
    return redirect(back(request))


def back(request: HttpRequest) -> str:
    """The page of ours that the line was written on."""
    asked = request.POST.get("next", "")
    return asked if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, None) else reverse("notebook")


def page(request: HttpRequest, viewer: User, form: JottingForm) -> HttpResponse:
    mine = Jotting.objects.visible_to(viewer)
    context = {
        "form": form,
        "today": dates.today(),
        "written": list(mine.on(dates.today()).order_by("-written_at", "-pk")[:MOST]),
    }
    return render(request, "casework/notebook.html", context)
