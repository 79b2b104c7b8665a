"""`serve` as an operator runs it: pages answer, jobs run beside, both stop together."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Command, invoke

_START = [sys.executable, "-c", "from inclusion_app.cli.main import main; main(prog_name='inclusion')"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(address: str) -> int:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return int(answer.status)


def wait_for(address: str, seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while True:
        try:
            fetch(address)
        except OSError:
            assert time.monotonic() < limit, "the pages never answered"
            time.sleep(0.3)
        else:
            return


@pytest.fixture
def served(instance: Path, command: Command) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    environment = {**os.environ, "INCLUSION_INSTANCE": str(instance)}
    environment.pop("DATABASE_URL", None)
    words = [*_START, "serve", "--port", str(port)]
    process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}/"
    wait_for(address)
    yield process, address
    if process.poll() is None:
        process.kill()
    process.wait(30)
    if process.stdout:
        process.stdout.close()


def children(process: subprocess.Popen[bytes]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(number) for number in listed.split()]


def test_pages_and_jobs_side_by_side_until_the_end(
    served: tuple[subprocess.Popen[bytes], str], command: Command
) -> None:
    process, address = served
    assert fetch(address) == 200
    limit = time.monotonic() + 60
    while "terminé" not in command("jobs", "list").stdout:
        assert time.monotonic() < limit, "no job ran"
        time.sleep(1)
    web_and_jobs = children(process)
    assert len(web_and_jobs) == 2
    process.send_signal(signal.SIGTERM)
    assert process.wait(40) == 0
    assert not [number for number in web_and_jobs if Path(f"/proc/{number}").exists()]


def test_the_runner_is_started_again(served: tuple[subprocess.Popen[bytes], str]) -> None:
    process, address = served
    before = children(process)
    os.kill(before[-1], signal.SIGKILL)
    limit = time.monotonic() + 30
    while len(set(children(process)) - set(before)) == 0:
        assert time.monotonic() < limit, "the runner was not started again"
        time.sleep(0.3)
    assert fetch(address) == 200


def test_a_port_already_taken_is_told(command: Command) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = command("serve", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 1
    assert re.search(r"Impossible d’écouter.*--port", result.stderr)


def test_an_instance_that_was_not_prepared_is_told(tmp_path: Path) -> None:
    result = invoke(tmp_path / "new", "serve", "--port", str(free_port()))
    assert result.exit_code == 1
    assert "inclusion init" in result.stderr
