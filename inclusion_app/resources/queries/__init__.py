"""Reads of resources."""
