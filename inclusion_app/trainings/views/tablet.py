"""The sheet of a half-day on a shared tablet, which opens nothing else."""
