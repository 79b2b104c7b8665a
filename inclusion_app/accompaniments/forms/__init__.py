"""Forms of records: an individual entry, a workshop entry, the filters of the list."""
