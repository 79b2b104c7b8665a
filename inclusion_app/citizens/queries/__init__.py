"""Reads of citizens, each through the caller's scope."""
