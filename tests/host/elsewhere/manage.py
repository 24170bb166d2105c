"""Django's command line of a site of somebody else."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "club.settings")
    execute_from_command_line(sys.argv)
