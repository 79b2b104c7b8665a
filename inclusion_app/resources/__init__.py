"""The resource centre: files, links and sheets written here, found, printed, given; checklists and alerts."""
