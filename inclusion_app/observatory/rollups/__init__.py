"""Rollups: counts kept by territory, by mediator and by time, so that no page reads the history."""
