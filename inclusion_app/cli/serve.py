"""`inclusion serve`: the web workers and the runner of jobs, two processes watched by a third."""

import ctypes
import logging
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable
from multiprocessing.context import ForkContext, ForkProcess
from pathlib import Path
from types import FrameType
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from inclusion_app.app import create_app
from inclusion_app.cli.check import find_database
from inclusion_app.cli.running import Failure, failures_told, opened
from inclusion_app.config import Settings, load_settings
from inclusion_app.jobs.runner import Runner
from inclusion_app.kernel.db import db
from inclusion_app.printing.pdf import warm_up

_GRACE_SECONDS = 15
_RESTART_SECONDS = 3
_SET_PARENT_DEATH_SIGNAL = 1
_CONTEXT: ForkContext = multiprocessing.get_context("fork")


class _Web(BaseApplication):  # type: ignore[misc]
    """Gunicorn, set from here rather than from a file or its command line."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app


def _options(settings: Settings, host: str, port: int) -> dict[str, Any]:
    """A few threads a worker: a browser opens connections that it does not use yet, and each holds a thread.

    Sync workers would be quicker on SQLite, but two idle connections stop a site that has no proxy in front of it.
    """
    shared_memory = Path("/dev/shm")  # noqa: S108 (where workers tell they are alive; no data)
    return {
        "bind": f"{host}:{port}",
        "workers": settings.workers,
        "worker_class": "gthread",
        "threads": 3,
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": 10,
        "max_requests": 5000,
        "max_requests_jitter": 500,
        "loglevel": "warning",
        "forwarded_allow_ips": "127.0.0.1",
        "control_socket_disable": True,
        "worker_tmp_dir": str(shared_memory) if shared_memory.is_dir() else None,
        "post_fork": lambda arbiter, worker: _after_fork(),
    }


def _after_fork() -> None:
    """A connection must not be shared with the process that forked."""
    for process_app in _Forked.apps:
        with process_app.app_context():
            db.engine.dispose(close=False)


class _Forked:
    apps: tuple[Flask, ...] = ()


def _serve_web(settings: Settings, host: str, port: int) -> None:
    _die_with_parent()
    app = create_app(settings)
    _Forked.apps = (app,)
    _Web(app, _options(settings, host, port)).run()


def _serve_jobs(settings: Settings) -> None:
    _die_with_parent()
    run_jobs(create_app(settings))


def run_jobs(app: Flask) -> None:
    """Run jobs in this process until it is asked to stop."""
    runner = Runner(app)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: runner.stop.set())
    with opened(app):
        runner.run()


def _die_with_parent() -> None:
    """Default signals again, and (Linux) a stop should the watching process be killed."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    except (AttributeError, OSError):
        return


class _Watch:
    """Starts both processes, starts the runner again if it dies, ends both together."""

    def __init__(self, web: Callable[[], None], jobs: Callable[[], None]) -> None:
        self._start_jobs = jobs
        self._stopping = False
        self._web = self._start(web)
        self._jobs = self._start(jobs)

    def _start(self, target: Callable[[], None]) -> ForkProcess:
        process = _CONTEXT.Process(target=target)
        process.start()
        return process

    def stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def run(self) -> int:
        """Returns the exit code: 0 when it was asked to stop."""
        died_at = 0.0
        while not self._stopping and self._web.is_alive():
            self._web.join(0.3)
            if not self._jobs.is_alive() and time.monotonic() - died_at > _RESTART_SECONDS:
                died_at = time.monotonic()
                self._jobs = self._start(self._start_jobs)
        self._end()
        return 0 if self._stopping else 1

    def _end(self) -> None:
        both = (self._web, self._jobs)
        for process in both:
            if process.is_alive():
                process.terminate()
        limit = time.monotonic() + _GRACE_SECONDS
        for process in both:
            process.join(max(0.1, limit - time.monotonic()))
            if process.is_alive():
                process.kill()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="L’adresse d’écoute.")
@click.option(
    "--port", default=8000, show_default=True, envvar="PORT", type=click.IntRange(1, 65535), help="Le port (ou PORT)."
)
def serve(host: str, port: int) -> None:
    """Sert l’application : les pages, et les travaux automatiques dans un autre processus."""
    with failures_told():
        settings = load_settings()
        _check_free(host, port)
        warm_up()
        with opened(create_app(settings)):
            database = find_database()
        if not database.good:
            raise Failure(f"{database.subject}\u00a0: {database.told}.")
    click.echo(f"\nL’application répond sur http://{host}:{port} (Ctrl+C pour arrêter).")
    watch = _Watch(lambda: _serve_web(settings, host, port), lambda: _serve_jobs(settings))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, watch.stop)
    raise SystemExit(watch.run())


def _check_free(host: str, port: int) -> None:
    """Say at once that the port is taken, rather than through gunicorn's log."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = os.strerror(error.errno) if error.errno else "refus"
            raise Failure(
                f"Impossible d’écouter sur {host}:{port} ({why}). Choisissez un autre port avec --port."
            ) from error
