"""Who came: the sheet of a session, corrections, scans."""
