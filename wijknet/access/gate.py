"""The marks that views carry, and the two questions that their first lines ask."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, Model, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from wijknet.access.viewer import Function, Viewer

View = Callable[..., HttpResponseBase]
ModelT = TypeVar("ModelT", bound=Model)
LARGEST_KEY = BigIntegerField.MAX_BIGINT


class InWijk(Protocol):
    """Anything that lies in a wijk of a gemeente."""

    @property
    def area_id(self) -> Any: ...

    @property
    def municipality_id(self) -> Any: ...


def public(view: View) -> View:
    """Open to everybody, signed in or not."""
    opened = login_not_required(view)
    opened.access = "public"  # type: ignore[attr-defined]
    return opened


def requires(*functions: Function) -> Callable[[View], View]:
    """Open to who holds one of the functions somewhere; which things they see is up to `visible_to`."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            viewer = request.user
            if not (viewer.wijk_ids(*functions) or viewer.municipality_ids(*functions)):  # type: ignore[union-attr]
                raise PermissionDenied("Deze pagina hoort niet bij jouw functie.")
            return view(request, *args, **kwargs)

        guarded.access = functions  # type: ignore[attr-defined]
        return guarded

    return mark


def signed_in(view: View) -> View:
    """Open to every user, whatever their function (their own account pages)."""
    view.access = "signed in"  # type: ignore[attr-defined]
    return view


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks, in a view that is closed to who is not signed in."""
    return cast("Viewer", request.user)


def get_visible_or_404(queryset: QuerySet[ModelT], viewer: Viewer, **lookup: Any) -> ModelT:
    """The one thing, if this viewer may see it. What lies in another wijk does not exist for them: 404."""
    found: ModelT | None = queryset.visible_to(viewer).filter(**lookup).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404("Niet gevonden.")
    return found


def get_prepared_or_404(read: Callable[[Viewer, int], list[ModelT]], viewer: Viewer, pk: int) -> ModelT:
    """The same by a prepared read of one thing by its key, which asks `visible_to` itself."""
    return rows_or_404(read, viewer, pk)[0]


def rows_or_404(read: Callable[[Viewer, int], list[ModelT]], viewer: Viewer, pk: int) -> list[ModelT]:
    """The same for a read that gives the thing once for each of something that it has many of."""
    found = read(viewer, pk) if pk <= LARGEST_KEY else []
    if not found:
        raise Http404("Niet gevonden.")
    return found


def require_function(viewer: Viewer, thing: InWijk, *functions: Function) -> None:
    """Refuse (403) who sees the thing but may not change it."""
    if not viewer.works_in(thing.area_id, thing.municipality_id, *functions):
        raise PermissionDenied("Je mag dit lezen, maar niet veranderen.")
