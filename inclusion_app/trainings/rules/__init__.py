"""Pure rules of trainings, one module a subject."""
