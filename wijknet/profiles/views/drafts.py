"""The workshop of the curator: draft, publish, editions."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijknet.access import CURATORS, STAFF, requires, viewer_of
from wijknet.areas.models import Area
from wijknet.areas.succession import became, moved_since, newest_year
from wijknet.privacy.forms import tell_masked
from wijknet.profiles.around import around
from wijknet.profiles.figures import headline_figures
from wijknet.profiles.forms import DraftForm, PublishForm
from wijknet.profiles.models import TEXTS, Profile, ProfileEdition, ProfilePicture
from wijknet.profiles.permissions import may_curate
from wijknet.profiles.rich import marked, words
from wijknet.profiles.services import NotReady, agree, missing_parts, missing_reader, publish_edition, save_draft
from wijknet.profiles.services.pictures import shown_picture, used_in
from wijknet.profiles.texts import OTHER_TITLES, PHOTO_TITLES, Said, parts, words_per_sentence
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import clock, today
from wijknet.ui.forms import VersionForm


def curated_wijk(request: HttpRequest, municipality: str, wijk: str) -> Area:
    """The wijk of this address, for who writes its profile. Another wijk than one's own does not exist: 404."""
    viewer = viewer_of(request)
    found = Area.objects.wijken_of(viewer).filter(municipality__slug=municipality, slug=wijk).first()
    if found is None:
        raise Http404("Niet gevonden.")
    if not may_curate(viewer, found):
        raise PermissionDenied("Alleen de redacteur van deze wijk schrijft het wijkprofiel.")
    area: Area = found
    return area


def profile_of(area: Area) -> Profile:
    """The draft of this wijk; one that is not stored yet when nobody wrote."""
    found = Profile.objects.filter(area=area).select_related("updated_by").first()
    return found or Profile(area=area, municipality=area.municipality or area)


@requires(*CURATORS)
@require_GET
def profiles(request: HttpRequest) -> HttpResponse:
    """My wijken, each with where its profile stands."""
    wijken = list(Area.objects.wijken_of(viewer_of(request), *CURATORS))
    drafts = {profile.area_id: profile for profile in Profile.objects.filter(area__in=wijken)}
    editions = ProfileEdition.objects.last_of_each(wijken)
    rows = [{"wijk": wijk, **state_of(drafts.get(wijk.pk), editions.get(wijk.pk))} for wijk in wijken]
    return render(request, "profiles/profiles.html", {"rows": rows})


def state_of(draft: Profile | None, edition: dict[str, Any] | None) -> dict[str, Any]:
    """Empty, a draft that is newer than the last edition, or the edition itself."""
    changed = draft is not None and any(draft.texts().values())
    if edition and draft:
        changed = draft.updated_at > edition["at"]
    return {"draft": draft if changed else None, "edition": edition}


@requires(*CURATORS, *STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """Draft beside result; saving keeps the draft, publishing goes on to the signature."""
    area = curated_wijk(request, municipality, wijk)
    draft = profile_of(area)
    pictures = pictures_beside(draft)
    known = {picture.pk for picture in pictures}
    form = DraftForm(request.POST or None, initial={**draft.texts(), "version": draft.version}, pictures=known)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            save_draft(area=area, texts=form.texts, version=version, by=viewer_of(request))
        except Conflict as conflict:
            return both_texts(request, area, conflict)
        tell_masked(request, form)
        if "publish" in request.POST:
            return redirect("profile-publish", municipality, wijk)
        messages.success(request, "Concept bewaard. Bewoners zien het nog niet.")
        return redirect("profile", municipality, wijk)
    context = {**workshop(area, draft, form), **around(area, viewer_of(request)), **listed(draft, pictures)}
    return render(request, "profiles/profile.html", context, status=400 if form.errors else 200)


def both_texts(request: HttpRequest, area: Area, conflict: Conflict) -> HttpResponse:
    """A colleague saved in between: my text in the form, theirs above each part that differs. Saving joins the two."""
    draft = profile_of(area)
    theirs, mine = draft.texts(), dict(conflict.mine)
    form = DraftForm(initial={**mine, "version": draft.version})
    form.beside = {
        name: marked(theirs[name], mine[name]) or gettext("Hier staat nu niets.")
        for name in TEXTS
        if theirs[name] != mine[name]
    }
    pictures = listed(draft, pictures_beside(draft))
    context = {**workshop(area, draft, form), **around(area, viewer_of(request)), **pictures, "joining": True}
    return render(request, "profiles/profile.html", context, status=409)


def pictures_beside(draft: Profile) -> list[ProfilePicture]:
    return list(ProfilePicture.objects.filter(profile=draft, gone_at=None).with_published()) if draft.pk else []


def listed(draft: Profile, pictures: list[ProfilePicture]) -> dict[str, Any]:
    """The pictures under the text: each as it would stand there, and whether anything shows it."""
    used = used_in(draft)
    rows = [
        {"row": picture, "shown": shown_picture(picture), "used": picture.pk in used, "kept": picture.is_published}
        for picture in pictures
    ]
    return {"pictures": rows}


def workshop(area: Area, draft: Profile, form: DraftForm) -> dict[str, Any]:
    """What stands around the form: where the profile is, how it reads, its figures and editions."""
    editions = list(ProfileEdition.objects.filter(area=area).order_by("-number")[:20])
    last = editions[0] if editions else None
    return {
        "wijk": area,
        "form": form,
        "profile": draft,
        "editions": editions,
        "last": last,
        "next_number": last.number + 1 if last else 1,
        "is_draft": bool(state_of(draft, {"at": last.published_at} if last else None)["draft"]),
        "figures": headline_figures(area),
        "became": became(area, newest_year(area)),
        "story_year": last.border_year if last else None,
        "moved": moved_since(area, last.border_year) if last else None,
        "curating": True,
        "words_per_sentence": words_per_sentence("\n".join(words(draft.texts()[name]) for name in TEXTS)),
        "quotes": list(draft.quotes.all()) if draft.pk else [],
        **reading_draft(draft, last),
    }


@requires(*CURATORS, *STAFF)
@require_POST
def autosave(request: HttpRequest, municipality: str, wijk: str) -> JsonResponse:
    """The form as it is now, sent by the page while somebody writes: the new version, or why nothing was kept.

    A colleague's text is never touched (409), and words that are asked about wait for the writer (400).
    """
    area = curated_wijk(request, municipality, wijk)
    draft = profile_of(area)
    known = set(draft.pictures.filter(gone_at=None).values_list("pk", flat=True)) if draft.pk else set()
    form = DraftForm(request.POST, initial=draft.texts(), pictures=known)
    if not form.is_valid():
        return JsonResponse(
            {"said": gettext("Nog niet bewaard. Klik op ‘Concept bewaren’ en lees wat er mist.")}, status=400
        )
    try:
        draft = save_draft(area=area, texts=form.texts, version=form.cleaned_data["version"], by=viewer_of(request))
    except Conflict:
        return JsonResponse(
            {"said": gettext("Een collega bewaarde ook. Klik op ‘Concept bewaren’ en zie beide teksten.")}, status=409
        )
    said = gettext("Bewaard om %(time)s.") % {"time": clock(draft.updated_at)}
    return JsonResponse({"version": draft.version, "said": said})


def reading(
    content: dict[str, str], *, since: dict[str, str] | None = None, quotes: Iterable[Said] = ()
) -> dict[str, Any]:
    """The texts as templates/profiles/_photo.html shows them."""
    return {
        "question": content.get("question", ""),
        "photo": parts(content, PHOTO_TITLES, since=since, quotes=quotes),
        "others": parts(content, OTHER_TITLES, since=since),
    }


def reading_draft(draft: Profile, last: ProfileEdition | None) -> dict[str, Any]:
    """The draft, with what is new since the last edition marked."""
    quotes = draft.quotes.allowed(today()) if draft.pk else ()
    return reading(draft.texts(), since=last.content if last else None, quotes=quotes)


@requires(*CURATORS, *STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """Read once more, sign, publish."""
    area = curated_wijk(request, municipality, wijk)
    draft = profile_of(area)
    form = PublishForm(request.POST or None, initial={"version": draft.version})
    missing, unread = missing_parts(draft), missing_reader(draft)
    if request.method == "POST" and not missing and not unread and form.is_valid():
        try:
            edition = publish_edition(
                profile=draft,
                version=form.cleaned_data["version"],
                signed_name=form.cleaned_data["signed_name"],
                key=form.cleaned_data["request_key"],
                by=viewer_of(request),
            )
        except Conflict:
            messages.warning(request, "Een collega veranderde het concept net. Lees het nog eens na.")
            return redirect("profile-publish", municipality, wijk)
        except NotReady as not_ready:
            missing = not_ready.missing
        else:
            seen = format_html(
                '<a href="{}">Bekijk de pagina van de wijk</a>', reverse("area", args=[municipality, wijk])
            )
            messages.success(request, format_html("Editie {} staat online. {}", edition.number, seen))
            return redirect("profile-editions", municipality, wijk)
    last = ProfileEdition.objects.latest_of(area)
    context = {
        "wijk": area,
        "form": form,
        "profile": draft,
        "missing": missing,
        "unread": unread,
        "may_agree": bool(draft.pk) and not draft.was_read and draft.updated_by_id != request.user.pk,
        "today": today(),
        "next_number": last.number + 1 if last else 1,
        **reading_draft(draft, last),
    }
    return render(request, "profiles/publish.html", context, status=400 if request.method == "POST" else 200)


@requires(*CURATORS, *STAFF)
@require_POST
def read_along(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """A colleague of the writer says that the draft is good, in the version that they read."""
    area = curated_wijk(request, municipality, wijk)
    form = VersionForm(request.POST)
    draft = get_object_or_404(Profile, area=area)
    if form.is_valid():
        try:
            agree(profile=draft, version=form.cleaned_data["version"], by=viewer_of(request))
            messages.success(request, "Je las het concept en vindt het goed. Het kan nu online.")
        except Conflict:
            messages.warning(request, "Een collega veranderde het concept net. Lees het nog eens na.")
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
    return redirect("profile-publish", municipality, wijk)
