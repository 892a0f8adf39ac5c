"""What a person sees when it goes wrong. The form that was typed is shown again where it can be."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijknet.access import public


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from another address."""
    return render(request, "403_csrf.html", status=403)
