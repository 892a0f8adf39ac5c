"""Who asks, in which wijk, and whom they chose: what every view of the work begins with."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from actors.approaches import Asked, all_asked_lately
from actors.forms.who import WhoForm
from actors.models import Actor
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area


def user_of(request: HttpRequest) -> User:
    """Who is signed in; the gate let nobody else through."""
    if not isinstance(request.user, User):
        raise TypeError("This view is open to somebody who is not signed in.")
    return request.user


def wijken_to_write(viewer: User) -> list[Area]:
    """Where this viewer may write things down; nowhere is refused."""
    wijken = viewer.wijken(Function.WIJKMANAGER)
    if not wijken:
        raise PermissionDenied("Je kunt hier lezen. Schrijven kan een wijkmanager.")
    return wijken


def place_among(wijken: list[Area], *wanted: str | int | None) -> Area:
    """The first wijk that was asked for (by code or key) and is among these; else the first of them."""
    for wish in wanted:
        for wijk in wijken:
            if wish and wish in {wijk.code, wijk.pk}:
                return wijk
    return wijken[0]


def wijk_asked(request: HttpRequest, viewer: User) -> Area | None:
    """The wijk of `?wijk=…`, when it is one of mine; none means all of them."""
    code = request.GET.get("wijk", "")
    return next((wijk for wijk in viewer.wijken() if wijk.code == code), None) if code else None


def explain(form: BaseForm, error: ValidationError) -> None:
    """Put what a service refused beside the field it is about."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def asked_too_often(viewer: User, form: WhoForm) -> list[Asked]:
    """Of who was chosen: those that colleagues asked for something too often lately. No query when nobody is chosen."""
    values = form[form.who].value() or []
    chosen = [thing for value, thing in form.chips.things.items() if value in values and isinstance(thing, Actor)]
    return [asked for asked in all_asked_lately(viewer, chosen) if asked.too_often] if chosen else []
