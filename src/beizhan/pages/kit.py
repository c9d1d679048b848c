"""What screens share."""

from django.http import HttpRequest


def around(request: HttpRequest) -> dict[str, object]:
    """Return what stands around every screen."""
    return {}
