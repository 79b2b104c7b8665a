"""Tests of the catalogue of indicators and of what it reads."""
