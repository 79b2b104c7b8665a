"""Digital inclusion for a French département: from the helper's counter to the elected official's report.

The packages, from the highest to the lowest; each may import only what stands below it:
cli, app, demo, home and jobs, interop, observatory and casework, accompaniments, citizens, network, access,
territories and vocabulary, printing, web, kernel, extensions, config.
"""
