"""The table of contents: every address of WijkNet.

Addresses belong to things, not to pages: the route names `area`, `actor`, `network`, `initiative`,
`event`, `case` and `municipal-contact` are owned here, whoever builds the page.
"""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
]
