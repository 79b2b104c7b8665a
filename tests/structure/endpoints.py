"""Every endpoint of the application and the access it declares: a new route is written here too, knowingly."""

from inclusion_app.access.guard import PUBLIC
from inclusion_app.access.permissions import Permission as P

ACCESS: dict[str, str] = {
    "territories.communes": PUBLIC,
}
