"""What type checkers make of ``Partner.sankhya``."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SNIPPET = """
from django_sankhya.models import Partner

reveal_type(Partner.sankhya.filter(codparc=1).first())
reveal_type(Partner.sankhya.get(codparc=1))
reveal_type(Partner.sankhya.filter(codparc=1).order_by("nomeparc"))
reveal_type(Partner.sankhya.filter(codparc=1).request())
"""
PLUGIN = """
[mypy.plugins.django-stubs]
django_settings_module = tests.settings
"""


@pytest.mark.parametrize("plugin", [False, True], ids=["no plug-in", "plug-in"])
def test_mypy_knows_what_a_query_returns(plugin: bool, tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    pytest.importorskip("mypy_django_plugin")
    (tmp_path / "snippet.py").write_text(SNIPPET)
    config = "[mypy]\nstrict = True\nfollow_imports = silent\n"
    if plugin:
        config += "plugins = mypy_django_plugin.main\n" + PLUGIN
    (tmp_path / "mypy.ini").write_text(config)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--no-error-summary"),
            *("--config-file", str(tmp_path / "mypy.ini")),
            *("--cache-dir", str(tmp_path / "cache"), str(tmp_path / "snippet.py")),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    revealed = [name.replace("django_sankhya.models.", "") for name in _revealed(done.stdout)]
    assert revealed == [
        "partner.Partner | None",
        "partner.Partner",
        "queryset.SankhyaQuerySet[partner.Partner]",
        "object",
    ]


def _revealed(output: str) -> list[str]:
    return re.findall(r'Revealed type is "(.+)"', output)
