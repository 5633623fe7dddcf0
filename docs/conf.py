"""How the documentation is built: `make docs`."""

import sys
from pathlib import Path

import django
from django.conf import settings

import django_sankhya

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "_ext"))

# The entity tables are read from the models themselves.
settings.configure(INSTALLED_APPS=["django_sankhya"])
django.setup()

project = "django-sankhya"
author = "The django-sankhya maintainers"
release = version = django_sankhya.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "entities"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
nitpicky = False

html_theme = "furo"
html_title = "django-sankhya"
html_static_path = []
exclude_patterns = ["build"]
