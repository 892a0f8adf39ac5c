from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "wijknet.api"
    label = "api"
    verbose_name = "API"
