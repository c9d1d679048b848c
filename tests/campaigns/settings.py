"""The product's settings; with ``CAMPAIGN_DEFECT`` one seeded defect is patched into it."""

from os import environ

from beizhan.settings import *  # noqa: F403 - the same settings are the point
from beizhan.settings import DATABASES, INSTALLED_APPS

DEFECT = environ.get("CAMPAIGN_DEFECT", "")
if DEFECT:
    INSTALLED_APPS += ["campaigns.seeding.DefectConfig"]
_OPTIONS = DATABASES["default"]["OPTIONS"]
if DEFECT == "synchronous-normal":
    _OPTIONS["init_command"] = _OPTIONS["init_command"].replace("synchronous=FULL", "synchronous=NORMAL")
if DEFECT == "synchronous-commit-off":
    _OPTIONS["options"] = "-c synchronous_commit=off"
if environ.get("CAMPAIGN_SINGLE"):
    _OPTIONS.pop("pool", None)  # one connection, so that its statements can be counted and it can be forked
