"""The one app: it finds its models, migrations, templates and words where Django looks for them."""

from django.apps import AppConfig


class BeizhanConfig(AppConfig):
    """Beizhan itself."""

    name = "beizhan"
    verbose_name = "备战"
