"""Settings of the benchmark: a SQLite file to compare with, and the ERP of the environment."""

import os
import tempfile

SECRET_KEY = "not a secret"
USE_TZ = True
TIME_ZONE = "America/Sao_Paulo"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.path.join(tempfile.gettempdir(), f"bench-{os.getpid()}.sqlite3"),
    },
    "sankhya": {
        "ENGINE": "django_sankhya.backend",
        "HOST": os.environ.get("BENCH_ERP", "http://bench.invalid"),
        "USER": "SUP",
        "PASSWORD": "sandbox",
        "TIME_ZONE": "America/Sao_Paulo",
        "OPTIONS": {"timeout": 120},
    },
}
DATABASE_ROUTERS = ["django_sankhya.routers.SankhyaRouter"]
INSTALLED_APPS = ["django.contrib.contenttypes", "django_sankhya", "bench"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
