"""Statistics: what is counted, what may be shown, pages and reports."""
