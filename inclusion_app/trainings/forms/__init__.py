"""Forms of trainings, one module a subject."""
