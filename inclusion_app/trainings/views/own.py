"""One's own trainings."""
