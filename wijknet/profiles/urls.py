"""Addresses of this app."""

from django.urls import URLPattern, path

from wijknet.profiles.views import drafts, editions, programme, quotes

WIJK = "wijkprofielen/<slug:municipality>/<slug:wijk>/"

urlpatterns: list[URLPattern] = [
    path("wijkprofielen/", drafts.profiles, name="profiles"),
    path(WIJK, drafts.profile, name="profile"),
    path(f"{WIJK}bewaren/", drafts.autosave, name="profile-autosave"),
    path(f"{WIJK}publiceren/", drafts.publish, name="profile-publish"),
    path(f"{WIJK}meelezen/", drafts.read_along, name="profile-agree"),
    path(f"{WIJK}programma/", programme.programme, name="profile-programme"),
    path(f"{WIJK}citaten/nieuw/", quotes.quote_new, name="quote-new"),
    path(f"{WIJK}citaten/<int:pk>/weg/", quotes.quote_erase, name="quote-erase"),
    path(f"{WIJK}edities/", editions.editions, name="profile-editions"),
    path(f"{WIJK}edities/vergelijken/", editions.compare, name="profile-compare"),
    path(f"{WIJK}edities/<int:number>/overnemen/", editions.take, name="profile-take"),
    path(f"{WIJK}edities/<int:number>/", editions.edition, name="profile-edition"),
]
