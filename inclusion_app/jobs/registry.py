"""The functions that a task may run, by name: what is not here is never run.

A function begins in a transaction that only reads and holds no lock; one that writes works in `unit_of_work()`, after
`db.session.rollback()` if it has read before.
"""

from collections.abc import Mapping
from typing import Any

from inclusion_app.casework.materials.printing import PRINT_TASK as MATERIALS_TASK
from inclusion_app.casework.materials.printing import print_materials
from inclusion_app.jobs.schedule import get_job
from inclusion_app.kernel.tasks import Progress, TaskFunction
from inclusion_app.observatory.jobs import make_report
from inclusion_app.observatory.publishing.jobs import PREPARE_TASK, prepare_publication
from inclusion_app.resources.jobs.booklets import print_booklet
from inclusion_app.resources.jobs.files import read_file
from inclusion_app.resources.services.files import READ_TASK
from inclusion_app.trainings.jobs.attendance_sheets import print_sheet
from inclusion_app.trainings.jobs.certificates import print_certificates
from inclusion_app.trainings.jobs.convocations import print_convocations
from inclusion_app.trainings.jobs.notices import tell_people
from inclusion_app.trainings.jobs.proofs import make_proofs
from inclusion_app.trainings.services.notices import TELL_TASK
from inclusion_app.trainings.services.quality import PROOF_TASK


def run_job(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """A job of the schedule that an administrator asked for."""
    return get_job(str(arguments["name"])).run()


RUN_JOB = "jobs.run"

TASKS: dict[str, TaskFunction] = {
    RUN_JOB: run_job,
    "observatory.report": make_report,
    PREPARE_TASK: prepare_publication,
    MATERIALS_TASK: print_materials,
    "resources.booklet": print_booklet,
    "trainings.certificates": print_certificates,
    "trainings.convocations": print_convocations,
    "trainings.sheet": print_sheet,
    READ_TASK: read_file,
    TELL_TASK: tell_people,
    PROOF_TASK: make_proofs,
}
