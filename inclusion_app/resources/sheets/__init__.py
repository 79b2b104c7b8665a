"""Sheets: Markdown to blocks, their checks, their HTML. Knows neither Flask nor the database."""
