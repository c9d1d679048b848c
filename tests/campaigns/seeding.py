"""The app that seeds a defect when Django starts, before any page is imported."""

from importlib import import_module
from os import environ

from django.apps import AppConfig


class DefectConfig(AppConfig):
    """Patches the defect in that the environment names."""

    name = "campaigns"

    def ready(self) -> None:
        """Patch."""
        import_module("campaigns.defects").DEFECTS[environ["CAMPAIGN_DEFECT"]]()
