"""Put something off: one page for an agreement and for the next step of a case."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from wijknet.access import Function, get_visible_or_404, require_function, requires
from wijknet.casework import services
from wijknet.casework.forms import CaseSnoozeForm, SnoozeForm
from wijknet.casework.models import Agreement, Case
from wijknet.casework.views.place import explain, user_of
from wijknet.privacy.forms import tell_masked
from wijknet.ui import dates
from wijknet.ui.conflict import Conflict, conflict_response


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def snooze_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """A later day for what I said I would do."""
    viewer = user_of(request)
    found = get_visible_or_404(Agreement.objects.with_names(), viewer, pk=pk)
    require_function(viewer, found, Function.WIJKMANAGER)
    form = SnoozeForm(request.POST or None, due=found.due)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            later = services.snooze_agreement(
                by=viewer, agreement=found, key=data["request_key"], until=data["until"], why=data["why"]
            )
        except ValidationError as error:
            explain(form, error)
        else:
            tell_masked(request, form)
            messages.success(request, f"Uitgesteld tot {dates.day(later.due)}. Vertel het ook aan wie erop wacht.")
            return redirect(found)
    about = f"{found.what} · voor {found.for_whom}"
    return _page(request, form, found, title="Stel de afspraak uit", about=about)


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def snooze_case(request: HttpRequest, pk: int) -> HttpResponse:
    """A later day for the next step."""
    viewer = user_of(request)
    found: Case = get_visible_or_404(Case.objects.select_related("area"), viewer, pk=pk)
    require_function(viewer, found, Function.WIJKMANAGER)
    form = CaseSnoozeForm(request.POST or None, due=found.due, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            later = services.snooze_case(
                by=viewer,
                case=found,
                key=data["request_key"],
                version=data["version"],
                until=data["until"],
                why=data["why"],
            )
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=found.get_absolute_url())
        except ValidationError as error:
            explain(form, error)
        else:
            tell_masked(request, form)
            messages.success(request, f"De volgende stap is uitgesteld tot {dates.day(later.due)}.")
            return redirect(found)
    about = f"{found.title} · {found.next_step}"
    return _page(request, form, found, title="Stel de volgende stap uit", about=about)


def _page(request: HttpRequest, form: SnoozeForm, thing: Agreement | Case, *, title: str, about: str) -> HttpResponse:
    context = {"form": form, "thing": thing, "title": title, "about": about, "back_url": thing.get_absolute_url()}
    return render(request, "casework/snooze.html", context)
