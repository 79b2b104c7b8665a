"""What trainings need: the training organisation, rooms, trainers."""
