"""Pages of records: entries, lists, one record."""
