"""What the style sheet does on paper."""

from pathlib import Path

import inclusion_app.web

SHEET = Path(inclusion_app.web.__file__).parent / "static" / "app.css"


def test_the_total_of_a_table_is_printed_once_and_its_headings_on_each_page() -> None:
    printed = SHEET.read_text(encoding="utf-8").split("@media print")[-1]
    assert "tfoot{display:table-row-group}" in printed
    assert "thead{display:table-header-group}" in printed
