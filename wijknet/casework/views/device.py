"""The notebook on a device: lines that were written while signed out or without network, and sent afterwards.

What the scripts in static/js need. A page without scripts needs none of this: there the form sends at once.
"""

import hashlib
import json

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from wijknet.access import Function, public, requires
from wijknet.casework import services
from wijknet.casework.forms import JottingForm
from wijknet.casework.models.jottings import LINE
from wijknet.casework.views.notebook import keep_line
from wijknet.casework.views.place import user_of

PAGE = "casework/public/device.html"
# What the page without sign-in is made of, and the script of the others; a device keeps these and nothing else.
FILES = ("wijknet.css", "device.js", "staff.js", "img/icon.svg")


@requires(Function.WIJKMANAGER)
@require_POST
@never_cache
def secret(request: HttpRequest) -> HttpResponse:
    """What opens the lines that this user wrote on a device, and whose they are."""
    viewer = user_of(request)
    return JsonResponse({"holder": viewer.pk, "secret": services.notebook_secret(by=viewer)})


@requires(Function.WIJKMANAGER)
@require_POST
@never_cache
def receive(request: HttpRequest) -> HttpResponse:
    """Keep a line that a device sends. 409 when it is of someone else, 422 when it cannot be kept."""
    viewer = user_of(request)
    if request.POST.get("holder") != str(viewer.pk):
        return JsonResponse({"said": ["Deze regel is van iemand anders."]}, status=409)
    form = JottingForm(request.POST)
    if not keep_line(request, viewer, form):
        return JsonResponse({"said": [word for words in form.errors.values() for word in words]}, status=422)
    # Who stays on the page reads it there; else the next page says it.
    said = [str(message) for message in get_messages(request)] if "stay" in request.POST else []
    return JsonResponse({"said": said})


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Only a field, the same for everyone: a device keeps this page, so nobody's name may stand in it."""
    return render(request, PAGE, {"most": LINE})


@public
@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it may answer for every page. It changes when what it keeps changes."""
    address = reverse("jot-device")
    shown = render_to_string(PAGE, {"most": LINE})
    kept = {
        "page": address,
        "files": [static(name) for name in FILES],
        "version": hashlib.sha256(shown.encode()).hexdigest()[:12],
    }
    script = f"self.kept = {json.dumps(kept)};\nimportScripts({json.dumps(static('worker.js'))});\n"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")
