"""The generator of believable data."""
