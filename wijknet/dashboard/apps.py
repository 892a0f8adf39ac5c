from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "wijknet.dashboard"
    label = "dashboard"
    verbose_name = "Vandaag"
