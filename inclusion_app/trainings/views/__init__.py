"""Pages of trainings, one module a subject."""
