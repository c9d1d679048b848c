"""The app that seeds a defect when Django starts, before any page is imported."""

from importlib import import_module
from os import environ

from django.apps import AppConfig


class DefectConfig(AppConfig):
    """Patches the defect in that the environment names."""

    name = "campaigns"

    def ready(self) -> None:
        """Patch."""
        modules = ("campaigns.outbound_defects", "campaigns.defects")
        defects = {name: patch for module in modules for name, patch in import_module(module).DEFECTS.items()}
        defects[environ["CAMPAIGN_DEFECT"]]()
