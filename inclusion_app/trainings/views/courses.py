"""The courses of the caller's structures and of the service: list, new, edit, close."""
