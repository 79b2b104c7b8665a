"""Tables of trainings, one module a subject."""
