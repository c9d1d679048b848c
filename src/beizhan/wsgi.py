"""What the server loads: the application with all its screens, once, before its workers part."""

from os import environ

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

environ.setdefault("DJANGO_SETTINGS_MODULE", "beizhan.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - it imports every screen, so that a worker started anew has them at once
