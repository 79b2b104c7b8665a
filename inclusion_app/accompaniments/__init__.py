"""Accompaniments logged by mediators, individual and workshop."""
