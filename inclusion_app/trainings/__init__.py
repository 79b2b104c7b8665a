"""Courses, their sessions, who registers, who came, what was learnt, what certifies it."""
