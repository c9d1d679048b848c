"""What was said: one row, one statement; nothing here can be computed from anything else.

Django looks for models in this package, so the modules are imported here; nobody imports a model from here.
"""

from beizhan.models import campaign, log, people, skills
from beizhan.models.analysis import contacts, efforts, gaps, meetings, missions, rivals, targets, views
from beizhan.models.documents import changes, extracts, register, terms, watch
from beizhan.models.marking import assessments, awards, checks, results, schemes
from beizhan.models.training import calendars, plans

__all__ = [
    "assessments",
    "awards",
    "calendars",
    "campaign",
    "changes",
    "checks",
    "contacts",
    "efforts",
    "extracts",
    "gaps",
    "log",
    "meetings",
    "missions",
    "people",
    "plans",
    "register",
    "results",
    "rivals",
    "schemes",
    "skills",
    "targets",
    "terms",
    "views",
    "watch",
]
