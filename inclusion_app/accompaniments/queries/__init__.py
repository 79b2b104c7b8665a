"""Reads of records: the records themselves, habits that forms propose, figures."""
