from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "wijknet.profiles"
    label = "profiles"
    verbose_name = "Wijkprofielen"
