"""Reads of trainings, one module a subject."""
