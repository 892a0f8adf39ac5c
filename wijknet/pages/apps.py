from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "wijknet.pages"
    label = "pages"
    verbose_name = "Pagina's"
