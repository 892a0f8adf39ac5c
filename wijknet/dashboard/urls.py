"""Addresses of this app."""

from django.urls import URLPattern, path

from wijknet.dashboard import views

urlpatterns: list[URLPattern] = [path("dashboard/", views.dashboard, name="dashboard")]
