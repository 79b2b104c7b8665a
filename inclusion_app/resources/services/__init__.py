"""Writes of resources."""
