"""What the papers of trainings say, one module a paper."""
