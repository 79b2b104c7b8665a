"""Publications: periods frozen under statistical secrecy, their ledger, their public pages and open data."""
