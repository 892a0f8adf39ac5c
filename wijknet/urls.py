"""The table of contents: every address of WijkNet.

Each app lists its own addresses in full. Addresses of things belong to the things, not to the pages
that show them: `area`, `actor`, `network`, `initiative`, `event`, `case` and `municipal-contact` are named
here, and last, so that a word such as "nieuw" is never taken for a key.
"""

from django.urls import URLPattern, URLResolver, include, path, re_path

from wijknet.casework.views import cases
from wijknet.pages import actor, area, event, initiative, municipal_contact, network, new_face

handler400 = "wijknet.pages.errors.bad_request"
handler403 = "wijknet.pages.errors.permission_denied"
handler404 = "wijknet.pages.errors.not_found"
handler500 = "wijknet.pages.errors.server_error"

THINGS: list[URLPattern] = [
    path("actoren/<int:pk>/", actor.actor, name="actor"),
    path("actoren/<int:pk>/nieuw-gezicht/", new_face.new_face, name="new-face"),
    path("netwerken/<int:pk>/", network.network, name="network"),
    path("gemeentecontacten/<int:pk>/", municipal_contact.municipal_contact, name="municipal-contact"),
    path("wijken/<slug:municipality>/<slug:wijk>/", area.area, name="area"),
    re_path(r"^initiatieven/(?P<reference>WN-\d{4}-\d{4,9})/$", initiative.initiative, name="initiative"),
    path("agenda/<int:pk>/", event.event, name="event"),
    path("verbindingen/<int:pk>/", cases.case, name="case"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("wijknet.accounts.urls")),
    path("", include("wijknet.areas.urls")),
    path("", include("wijknet.api.urls")),
    path("", include("wijknet.dashboard.urls")),
    path("", include("wijknet.casework.urls")),
    path("", include("actors.urls")),
    path("", include("initiatives.urls")),
    path("", include("wijknet.profiles.urls")),
    path("", include("wijknet.pages.urls")),
    *THINGS,
]
