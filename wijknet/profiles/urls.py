"""Addresses of this app."""

from django.urls import URLPattern, path

from wijknet.profiles import views

WIJK = "wijkprofielen/<slug:municipality>/<slug:wijk>/"

urlpatterns: list[URLPattern] = [
    path("wijkprofielen/", views.profiles, name="profiles"),
    path(WIJK, views.profile, name="profile"),
    path(f"{WIJK}bewaren/", views.autosave, name="profile-autosave"),
    path(f"{WIJK}publiceren/", views.publish, name="profile-publish"),
    path(f"{WIJK}edities/", views.editions, name="profile-editions"),
    path(f"{WIJK}edities/<int:number>/", views.edition, name="profile-edition"),
]
