"""The catalogue: what each number of the observatory is, read by the page, the paper, the open data and the API."""
