"""The living style page: what designers, builders and the accessibility tests look at. Never there in production."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijknet.access import public
from wijknet.pages.style_samples import samples

THEMES = {"light": "licht", "dark": "donker", "contrast": "meer contrast"}


@public
def style(request: HttpRequest) -> HttpResponse:
    """Every piece in every state; `?thema=` picks a theme in place of what the device asks for."""
    asked = request.GET.get("thema", "")
    theme = asked if asked in THEMES else ""
    links = [(label, f"?thema={name}", name == theme) for name, label in THEMES.items()]
    return render(request, "pages/style.html", samples() | {"theme": theme, "themes": links})
