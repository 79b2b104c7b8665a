"""Work without a user: release the years that changed."""

from inclusion_app.observatory.releasing.services import release_stale


def release_years() -> dict[str, int]:
    """Count and decide anew the years that changed since they were released to who reads published figures."""
    return release_stale()
