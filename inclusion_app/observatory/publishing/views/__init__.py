"""Pages of publications: those of who publishes, those of everyone, the open data."""
