from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "wijknet.casework"
    label = "casework"
    verbose_name = "Werk"
