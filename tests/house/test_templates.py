"""Every template that another one names is there."""

import re
from pathlib import Path

from django.template import TemplateDoesNotExist
from django.template.loader import get_template

TEMPLATES = Path(__file__).parents[2] / "src" / "beizhan" / "templates"
_NAMED = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")


def is_there(name: str) -> bool:
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


def test_every_template_that_is_named_is_there():
    named = {name for path in TEMPLATES.rglob("*.html") for name in _NAMED.findall(path.read_text())}

    assert len(named) > 50
    assert [name for name in sorted(named) if not is_there(name)] == []


def test_a_missing_template_is_found():
    assert not is_there("marking/nowhere.html")
