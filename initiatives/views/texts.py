"""The standard texts of one gemeente, kept by who runs it."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from initiatives import services
from initiatives.forms.texts import NewStandardTextForm, StandardTextForm
from initiatives.models import Use
from initiatives.services.texts import Words, texts_of
from wijknet.access import Function, requires, viewer_of
from wijknet.areas.models import Area
from wijknet.ui.conflict import Conflict, conflict_response

ADMIN = Function.MUNICIPALITY_ADMIN


def my_gemeente(request: HttpRequest, slug: str) -> Area:
    """The gemeente of this address, for who runs it; another does not exist: 404."""
    mine = Area.objects.municipalities().filter(pk__in=viewer_of(request).municipality_ids(ADMIN))
    found: Area = get_object_or_404(mine, slug=slug)
    return found


@requires(ADMIN)
@require_safe
def texts(request: HttpRequest, municipality: str) -> HttpResponse:
    """All texts, by what they are for."""
    here = my_gemeente(request, municipality)
    context = {"municipality": here, "groups": list(by_use(texts_of(here.pk)))}
    return render(request, "initiatives/desk/texts.html", context)


def by_use(every: list[Words]) -> Iterator[tuple[str, str, list[Words]]]:
    for use in Use:
        yield str(use.value).lower(), str(use.label), [words for words in every if words.use == use]


@requires(ADMIN)
def change(request: HttpRequest, municipality: str, key: str) -> HttpResponse:
    """Change one text, or stop offering it."""
    here = my_gemeente(request, municipality)
    words = next((words for words in texts_of(here.pk) if words.key == key), None)
    if words is None:
        raise Http404
    form = StandardTextForm(request.POST or None, initial=asdict(words))
    if form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        try:
            services.change_text(municipality=here, key=key, by=viewer_of(request), **values)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=request.path)
        messages.success(request, _("De tekst is bewaard. Hij geldt in de hele gemeente."))
        return redirect("standard-texts", here.slug)
    context = {"form": form, "municipality": here, "words": words}
    return render(request, "initiatives/desk/text.html", context)


@requires(ADMIN)
def new(request: HttpRequest, municipality: str) -> HttpResponse:
    """A text of the gemeente's own."""
    here = my_gemeente(request, municipality)
    form = NewStandardTextForm(request.POST or None, initial={"use": Use.ANSWER})
    if form.is_valid():
        services.add_text(municipality=here, by=viewer_of(request), is_off=False, **form.cleaned_data)
        messages.success(request, _("De tekst staat erbij."))
        return redirect("standard-texts", here.slug)
    return render(request, "initiatives/desk/text.html", {"form": form, "municipality": here})


@requires(ADMIN)
@require_POST
def remove(request: HttpRequest, municipality: str, key: str) -> HttpResponse:
    """The gemeente's own text goes, and the one of WijkNet is back where there was one."""
    here = my_gemeente(request, municipality)
    if services.remove_text(municipality=here, key=key, by=viewer_of(request)):
        messages.success(request, _("De tekst van de gemeente is weg."))
    return redirect("standard-texts", here.slug)
