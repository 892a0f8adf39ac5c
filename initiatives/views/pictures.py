"""The picture with an idea: added and taken away by the sender, looked at by the wijkmanager, shown where it may be."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from initiatives.forms.pictures import PictureForm
from initiatives.models import Draft, Initiative, Kind, Moderation, Picture, Submission
from initiatives.services import approve_picture, keep_picture, remove_picture
from initiatives.services.pictures import bytes_of, picture_of, public_picture
from initiatives.services.submit import token_of
from initiatives.views.desk import READS, rows, user_of, writable
from initiatives.views.follow import Opened, for_sender
from initiatives.views.limits import refuse_too_many
from wijknet.access import Function, get_visible_or_404, public, requires
from wijknet.files.services import read_file, show_picture
from wijknet.ui.forms import attempt


@public
@never_cache
def of_form(request: HttpRequest, key: UUID) -> HttpResponse:
    """The picture of a form that is being filled in. It is kept at once, so no other step can lose it."""
    draft = Draft.objects.open().filter(key=key, kind=Kind.IDEA).first()
    if draft is None:
        return render(request, "initiatives/public/gone.html", status=404)
    if draft.initiative_id:
        return redirect("initiative-follow", token_of(draft))
    back = reverse("initiative-step", args=[key, "controleren"])
    return ask(request, draft, back=back, shown=reverse("initiative-picture-file", args=[key]))


@public
@never_cache
@require_safe
def of_form_file(request: HttpRequest, key: UUID) -> HttpResponse:
    draft = Draft.objects.open().filter(key=key).first()
    return answer(request, picture_of(draft) if draft else None)


@for_sender
def of_sender(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The same, after sending: another picture, or none."""
    initiative = opened.initiative
    if initiative.kind != Kind.IDEA or initiative.moderation == Moderation.WITHDRAWN:
        raise Http404
    shown = reverse("initiative-follow-picture-file", args=[opened.token])
    return ask(request, initiative.submission, back=opened.page, shown=shown)


@for_sender
@require_safe
def of_sender_file(request: HttpRequest, opened: Opened) -> HttpResponse:
    return answer(request, picture_of(opened.initiative.submission))


def ask(request: HttpRequest, owner: Draft | Submission, *, back: str, shown: str) -> HttpResponse:
    """One page: the picture that is there with a button to take it away, and the question for a (new) one."""
    if "weg" in request.POST:
        remove_picture(owner=owner)
        messages.success(request, _("De foto is weg."))
        return redirect(back)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (limited := refuse_too_many(request, "picture")):
        return limited
    if form.is_valid():
        picture, alt = form.cleaned_data["picture"], form.cleaned_data["alt"]
        if attempt(form, lambda: keep_picture(owner=owner, picture=picture, alt=alt)):
            messages.success(request, _("De foto is bewaard."))
            return redirect(back)
    context = {"form": form, "picture": picture_of(owner), "shown": shown, "back_url": back, "back_label": _("Terug")}
    return render(request, "initiatives/public/picture.html", context)


@requires(*READS)
@require_safe
def of_desk_file(request: HttpRequest, reference: str) -> HttpResponse:
    """Before anybody looked at it: for those who work in the wijk."""
    initiative = get_visible_or_404(rows(), user_of(request), reference=reference)
    submission = Submission.objects.filter(initiative=initiative).first()
    return answer(request, picture_of(submission) if submission else None)


@requires(Function.WIJKMANAGER)
@require_POST
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """ "Deze foto mag op de site": exactly the one that was looked at."""
    initiative = writable(request, reference)
    key = request.POST.get("foto", "")
    try:
        seen = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
        approve_picture(initiative=initiative, picture_pk=seen, by=user_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("De foto staat bij het idee zodra het idee op de site staat."))
    return redirect(initiative.get_desk_url())


@requires(Function.WIJKMANAGER)
@require_POST
def remove(request: HttpRequest, reference: str) -> HttpResponse:
    """Off the page and off the disk."""
    initiative = writable(request, reference)
    submission = Submission.objects.filter(initiative=initiative).select_related("initiative").first()
    if submission is not None and remove_picture(owner=submission, by=user_of(request)):
        messages.success(request, _("De foto is gewist."))
    else:
        messages.error(request, _("Deze foto was er al niet meer."))
    return redirect(initiative.get_desk_url())


@public
@require_safe
def of_site(request: HttpRequest, reference: str) -> HttpResponse:
    """What everybody may see: of an idea that is on the site, after somebody of the wijk looked at the picture."""
    found = Initiative.objects.public().filter(reference=reference).only("kind", "moderation").first()
    return answer(request, public_picture(found) if found else None, for_all=True)


def answer(request: HttpRequest, picture: Picture | None, *, for_all: bool = False) -> HttpResponse:
    stored = bytes_of(picture) if picture else None
    if stored is None:
        raise Http404
    try:
        content = read_file(stored)
    except FileNotFoundError:
        raise Http404 from None
    return show_picture(request, content, stored=stored, for_all=for_all)
