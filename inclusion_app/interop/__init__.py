"""Other systems: standard formats, imports, exports."""
