"""Addresses of this app. The health addresses end without a slash: that is how load balancers ask."""

from django.urls import URLPattern, path

from wijknet.api import views

urlpatterns: list[URLPattern] = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
]
