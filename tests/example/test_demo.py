"""The demo as a stranger starts it: a process of its own, over real HTTP."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start():
    """Start the demo; whatever becomes of the test, it ends with it."""
    started = []

    def start(*options):
        demo = subprocess.Popen(
            [sys.executable, ROOT / "example_project" / "demo.py", *options],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(demo)
        return demo

    yield start
    for demo in started:
        demo.kill()
        demo.communicate()


def address(demo):
    """Wait until the demo has told where it is."""
    site = None
    for line in demo.stdout:
        if "The example is at " in line:
            site = line.split()[4]
        if "Ctrl-C stops both" in line:
            return site
    raise AssertionError("The demo ended before it began.")


def test_check_walks_through_and_ends(start):
    demo = start("--check")
    output, _ = demo.communicate(timeout=120)
    assert demo.returncode == 0, output
    assert output.count("  ok  ") == 8
    assert output.endswith("All is well.\n")


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_both_without_a_word_of_python(start, signal_number):
    demo = start()
    site = address(demo)
    assert requests.get(site, timeout=30).status_code == 200
    demo.send_signal(signal_number)
    output, _ = demo.communicate(timeout=30)
    assert demo.returncode == 0, output
    assert output.endswith("Stopped.\n")
    assert "Traceback" not in output
    with pytest.raises(requests.ConnectionError):
        requests.get(site, timeout=5)


def test_a_port_in_use_is_left_alone(start):
    with ExitStack() as stack:
        with suppress(OSError):  # somebody else has it, which serves as well
            stack.enter_context(socket.create_server(("127.0.0.1", 8000)))
        assert not address(start()).startswith("http://127.0.0.1:8000/")
