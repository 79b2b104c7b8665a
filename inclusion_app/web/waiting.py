"""How far a task is, for the script of the page that waits for it (templates/web/waiting.html)."""

from flask import Response, jsonify
from flask_babel import gettext as _

from inclusion_app.kernel.tasks import Task


def progress_of(task: Task) -> Response:
    """Whether it is over, what is done of what there is in all, and its state in words."""
    return jsonify(finished=task.is_over, done=task.done, total=task.total, text=_(task.state.label))
