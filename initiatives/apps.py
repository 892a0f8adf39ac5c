from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "initiatives"
    label = "initiatives"
    verbose_name = "Initiatieven"
