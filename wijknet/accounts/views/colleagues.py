"""Who works in my gemeente, as what and until when; for its admins."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wijknet.access import Function, get_visible_or_404, requires
from wijknet.accounts import services
from wijknet.accounts.forms import AssignForm, InviteForm, LastDayForm
from wijknet.accounts.models import Assignment, User
from wijknet.accounts.permissions import may_end, may_invite_again, may_take_second_step_off
from wijknet.accounts.querysets import UserQuerySet
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import RequestKeyForm

ADMIN = Function.MUNICIPALITY_ADMIN
# More than a gemeente has; who runs more searches by name.
MOST_SHOWN = 200


@requires(ADMIN)
@require_GET
def colleagues(request: HttpRequest) -> HttpResponse:
    """Everyone with a function in my gemeente, by name; who stopped stands at the end."""
    wanted = request.GET.get("zoek", "").strip()
    people = _people(request).visible_to(_viewer(request))
    if wanted:
        people = people.filter(Q(name__icontains=wanted) | Q(email__icontains=wanted))
    found = list(people.order_by("name", "pk")[: MOST_SHOWN + 1])
    shown = sorted(found[:MOST_SHOWN], key=lambda user: not user.here_now)
    return render(
        request,
        "accounts/colleagues.html",
        {"colleagues": shown, "wanted": wanted, "more": len(found) > MOST_SHOWN},
    )


@requires(ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Ask someone in, with their first function."""
    viewer = _viewer(request)
    form = InviteForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        user = services.invite(
            email=data["email"],
            name=data["name"],
            function=data["function"],
            area=data["area"],
            end=data["end"],
            request_key=data["request_key"],
            by=viewer,
        )
        messages.success(request, _("We hebben %(name)s een mail gestuurd.") % {"name": user.name})
        return redirect("colleague", pk=user.pk)
    return render(request, "accounts/invite.html", {"form": form})


@requires(ADMIN)
@require_GET
def colleague(request: HttpRequest, pk: int) -> HttpResponse:
    """One colleague: what they do in my gemeente, and what I can do about it."""
    user = get_visible_or_404(_people(request), _viewer(request), pk=pk)
    context = {
        "colleague": user,
        "assignments": [(assignment, may_end(_viewer(request), assignment)) for assignment in user.here],
        "may_invite_again": may_invite_again(user),
        "may_take_second_step_off": may_take_second_step_off(_viewer(request), user) and is_mfa_enabled(user),
        "resend": RequestKeyForm(),
    }
    return render(request, "accounts/colleague.html", context)


@requires(ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """One more function for a colleague."""
    user = get_visible_or_404(User.objects.all(), _viewer(request), pk=pk)
    form = AssignForm(request.POST or None, viewer=_viewer(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.assign(
            user=user,
            function=data["function"],
            area=data["area"],
            end=data["end"],
            request_key=data["request_key"],
            by=_viewer(request),
        )
        messages.success(request, _("De functie is toegevoegd."))
        return redirect("colleague", pk=user.pk)
    return render(request, "accounts/assign.html", {"form": form, "colleague": user})


@requires(ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def last_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Until when a colleague has a function."""
    assignments = Assignment.objects.select_related("area", "user")
    assignment: Assignment = get_visible_or_404(assignments, _viewer(request), pk=pk)
    if not may_end(_viewer(request), assignment):
        return render(request, "accounts/own_function.html", {"assignment": assignment}, status=403)
    initial = {"end": assignment.end, "version": assignment.version}
    form = LastDayForm(request.POST or None, initial=initial, first_day=assignment.start)
    if request.method == "POST" and form.is_valid():
        end, version = form.cleaned_data["end"], form.cleaned_data["version"]
        try:
            services.change_assignment(assignment=assignment, end=end, version=version, by=_viewer(request))
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=request.path)
        messages.success(request, _("De laatste dag is opgeslagen."))
        return redirect("colleague", pk=assignment.user_id)
    return render(request, "accounts/last_day.html", {"form": form, "assignment": assignment})


@requires(ADMIN)
@require_http_methods(["POST"])
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A fresh link for a colleague who never came in."""
    user = get_visible_or_404(User.objects.all(), _viewer(request), pk=pk)
    form = RequestKeyForm(request.POST)
    if form.is_valid() and may_invite_again(user):
        services.send_invitation_again(user=user, request_key=form.cleaned_data["request_key"], by=_viewer(request))
        messages.success(request, _("We hebben de uitnodiging opnieuw gestuurd."))
    else:
        messages.warning(request, _("Er is niets verstuurd. Deze collega kan al inloggen, of heeft geen toegang."))
    return redirect("colleague", pk=user.pk)


@requires(ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def second_step_off(request: HttpRequest, pk: int) -> HttpResponse:
    """For a colleague who lost phone and recovery codes; the admin knows by voice or face that it is them."""
    user = get_visible_or_404(User.objects.all(), _viewer(request), pk=pk)
    if not may_take_second_step_off(_viewer(request), user):
        raise PermissionDenied(_("De tweede stap van deze collega kun je niet weghalen."))
    if request.method == "POST":
        services.take_second_step_off(user=user, by=_viewer(request))
        messages.success(request, _("De tweede stap van %(name)s is weg.") % {"name": user.name})
        return redirect("colleague", pk=user.pk)
    return render(request, "accounts/second_step_off.html", {"colleague": user})


@requires(ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End everything that a colleague does in my gemeente."""
    viewer = _viewer(request)
    user = get_visible_or_404(User.objects.all(), viewer, pk=pk)
    if user.pk == viewer.pk:
        return render(request, "accounts/own_function.html", status=403)
    if request.method == "POST":
        services.close_access(user=user, municipality_ids=viewer.municipality_ids(ADMIN), by=viewer)
        messages.success(request, _("%(name)s heeft geen toegang meer tot je gemeente.") % {"name": user.name})
        return redirect("colleagues")
    return render(request, "accounts/close.html", {"colleague": user})


def _viewer(request: HttpRequest) -> Any:
    return request.user


def _people(request: HttpRequest) -> UserQuerySet:
    """Users with what they do in my gemeente as `here`; what they do elsewhere is not my business."""
    mine: QuerySet[Any] = Assignment.objects.visible_to(_viewer(request))
    here = mine.select_related("area__municipality").order_by("-start", "pk")
    return User.objects.get_queryset().prefetch_related(Prefetch("assignments", here, to_attr="here"))
