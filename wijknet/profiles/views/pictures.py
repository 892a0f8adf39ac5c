"""Pictures for the text of a profile: added and taken away by a curator, shown to who may see them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijknet.access import CURATORS, STAFF, limited, public, requires, viewer_of
from wijknet.files.services import read_file, show_picture
from wijknet.privacy.forms import tell_masked
from wijknet.profiles.forms import PictureForm, TakeAwayForm
from wijknet.profiles.models import ProfilePicture
from wijknet.profiles.permissions import may_curate
from wijknet.profiles.pictured import words_of_gone
from wijknet.profiles.services import add_picture, remove_picture, take_away
from wijknet.profiles.services.pictures import bytes_of, shown_picture
from wijknet.profiles.views.drafts import curated_wijk
from wijknet.ui.forms import attempt

METHODS = ["GET", "HEAD", "POST"]


@requires(*CURATORS, *STAFF)
@require_http_methods(METHODS)
@limited("profile_picture")
def picture_new(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """A page of its own; the editor takes the same form into a dialog, and gets the picture as data."""
    area = curated_wijk(request, municipality, wijk)
    in_editor = request.headers.get("Accept") == "application/json"
    form = PictureForm(request.POST or None, request.FILES or None, prefix="foto")
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        facts: dict[str, Any] = {name: said[name] for name in ("picture", "alt", "caption", "credit")}
        key = said["request_key"]
        if kept := attempt(form, lambda: add_picture(area=area, key=key, by=viewer_of(request), **facts)):
            if in_editor:
                return JsonResponse({"pk": kept.pk, "html": shown_picture(kept).html, "name": kept.alt})
            tell_masked(request, form)
            said_so = _("De foto is bewaard. Zet hem in de tekst met %(mark)s op een eigen regel.")
            messages.success(request, said_so % {"mark": f"[foto {kept.pk}]"})
            return redirect(f"{reverse('profile', args=[municipality, wijk])}#fotos")
    name = "profiles/_picture_form.html" if in_editor else "profiles/picture_new.html"
    return render(request, name, {"wijk": area, "form": form}, status=400 if request.method == "POST" else 200)


@requires(*CURATORS, *STAFF)
@require_http_methods(METHODS)
def picture_remove(request: HttpRequest, municipality: str, wijk: str, pk: int) -> HttpResponse:
    """A question first; a picture that a text shows stays, and why is said."""
    area = curated_wijk(request, municipality, wijk)
    picture = get_object_or_404(ProfilePicture, area=area, pk=pk)
    back = f"{reverse('profile', args=[municipality, wijk])}#fotos"
    if request.method == "POST":
        try:
            remove_picture(picture=picture, by=viewer_of(request))
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("De foto is weg."))
        return redirect(back)
    context = {
        "question": _("Deze foto weghalen?"),
        "explanation": _("Op de foto: %(alt)s.") % {"alt": picture.alt.rstrip(".")},
        "yes": _("Haal de foto weg"),
        "back_url": back,
        "danger": True,
    }
    return render(request, "ui/confirm.html", context)


@requires(*CURATORS, *STAFF)
@require_http_methods(METHODS)
def picture_take_away(request: HttpRequest, municipality: str, wijk: str, pk: int) -> HttpResponse:
    """Somebody on the picture objects: with the reason it goes from the draft and from every edition."""
    area = curated_wijk(request, municipality, wijk)
    picture = get_object_or_404(ProfilePicture, area=area, pk=pk)
    back = f"{reverse('profile', args=[municipality, wijk])}#fotos"
    form = TakeAwayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if attempt(form, lambda: take_away(picture=picture, why=why, by=viewer_of(request))):
            tell_masked(request, form)
            messages.success(request, _("De foto is overal weg. In edities staat dat er een foto stond."))
            return redirect(back)
    explanation = _("Op de foto: %(alt)s. Hij gaat ook uit alle edities. Dit kun je niet terugdraaien.")
    context = {
        "question": _("Deze foto overal weghalen?"),
        "explanation": explanation % {"alt": picture.alt.rstrip(".")},
        "yes": _("Haal de foto overal weg"),
        "back_url": back,
        "danger": True,
        "form": form,
    }
    return render(request, "ui/confirm.html", context, status=400 if form.errors else 200)


@public
@require_safe
def picture_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What an edition shows is for everybody; what only a draft shows, for who curates that wijk. Else: 404."""
    picture = ProfilePicture.objects.with_published().filter(pk=pk).select_related("area").first()
    if picture is None or not (picture.is_published or _curates(request, picture)):
        raise Http404
    if picture.gone_at:
        return render(request, "profiles/picture_gone.html", {"words": words_of_gone()}, status=410)
    stored = bytes_of(picture)
    if stored is None:
        raise Http404
    try:
        content = read_file(stored)
    except FileNotFoundError:
        raise Http404 from None
    return show_picture(request, content, stored=stored, for_all=picture.is_published)


def _curates(request: HttpRequest, picture: ProfilePicture) -> bool:
    return request.user.is_authenticated and may_curate(viewer_of(request), picture.area)
