"""A real Chromium on a real server: the commands of a newcomer, in an instance of their own."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.exceptions import HTTPException

from inclusion_app.app import create_app
from inclusion_app.config import load_settings

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / ".venv" / "bin"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
RECORDS = 1500


@dataclass(frozen=True)
class Site:
    """The server under test: its address, and the password of each demonstration account by its address."""

    address: str
    instance: Path
    passwords: dict[str, str]

    def email(self, who: str) -> str:
        return next(email for email in self.passwords if email.startswith(who + "@"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    instance = tmp_path_factory.mktemp("instance")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "INCLUSION_INSTANCE": str(instance), "PUBLIC_URL": address, "INCLUSION_DEMO": "oui"}
    environment.pop("DATABASE_URL", None)
    command = str(BIN / "inclusion")
    subprocess.run([command, "init"], env=environment, check=True)
    demo = [command, "demo", "--accompaniments", str(RECORDS), "--seed", "7"]
    told = subprocess.run(demo, env=environment, check=True, capture_output=True, text=True).stdout
    passwords = dict(re.findall(r"(\S+@\S+)\s+(\S+)$", told, re.MULTILINE))
    log = (instance / "server.log").open("w")
    server = subprocess.Popen(
        [command, "serve", "--port", port], env=environment, stdout=log, stderr=log, start_new_session=True
    )
    try:
        _wait(address + "/sante", server)
        yield Site(address, instance, passwords)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)
        log.close()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server stopped"
        with suppress(URLError, ConnectionError), urlopen(address, timeout=2):
            return
        time.sleep(0.2)
    pytest.fail("the server does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()


SignIn = Callable[[str], BrowserContext]


@pytest.fixture(scope="session")
def signed_in(site: Site, browser: Browser) -> Iterator[SignIn]:
    """Gives the browser of a demonstration account ("mediatrice", "elue.village"…), signed in through the page."""
    states: dict[str, object] = {}
    opened: list[BrowserContext] = []

    def open_for(who: str) -> BrowserContext:
        context = browser.new_context(base_url=site.address, locale="fr-FR", storage_state=states.get(who))  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        opened.append(context)
        if who != "visiteur" and who not in states:
            page = context.new_page()
            page.goto("/connexion")
            page.get_by_label("Adresse électronique").first.fill(site.email(who))
            page.get_by_label("Mot de passe").fill(site.passwords[site.email(who)])
            page.get_by_role("button", name="Se connecter").click()
            page.wait_for_url(lambda url: "/connexion" not in url)
            states[who] = context.storage_state()
            page.close()
        return context

    yield open_for
    for context in opened:
        context.close()


EndpointOf = Callable[[str], str]


@pytest.fixture(scope="session")
def endpoint_of(site: Site) -> EndpointOf:
    """The endpoint that shows an address; empty for an address that shows nothing."""
    match = create_app(load_settings({"INCLUSION_INSTANCE": str(site.instance)})).url_map.bind("localhost").match

    def find(address: str) -> str:
        try:
            return str(match(urlsplit(address).path, method="GET")[0])
        except HTTPException:
            return ""

    return find


@pytest.fixture
def mediator_page(signed_in: SignIn) -> Iterator[Page]:
    page = signed_in("mediatrice").new_page()
    yield page
    page.close()
