from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "wijknet.areas"
    label = "areas"
    verbose_name = "Gebieden"
