from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "wijknet.access"
    label = "access"
    verbose_name = "Toegang"
