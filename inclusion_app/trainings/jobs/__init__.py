"""What the schedule does for trainings, one module a subject."""
