"""Writes of trainings, one module a subject."""
