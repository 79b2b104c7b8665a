"""Sessions: list, new, edit, duplicate, postpone, cancel."""
