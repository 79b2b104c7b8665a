"""Objectives before and after; the paper questionnaires."""
