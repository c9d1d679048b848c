"""The product's own command line: ``python -m beizhan COMMAND``."""

import sys
from os import environ

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    environ.setdefault("DJANGO_SETTINGS_MODULE", "beizhan.settings")
    execute_from_command_line(["beizhan", *sys.argv[1:]])
