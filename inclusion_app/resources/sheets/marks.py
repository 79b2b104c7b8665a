"""Markdown of sheets: what is understood, and what is left as it was typed."""

from functools import lru_cache

from markdown_it import MarkdownIt
from mdit_py_plugins.container import container_plugin

BOX = "box"


@lru_cache(maxsize=1)
def reader() -> MarkdownIt:
    """The reader: no HTML, no tables, no code blocks, no footnotes; every `::: name` is a box, known or not."""
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 12})
    markdown.disable(["html_block", "html_inline", "code", "fence", "reference", "lheading", "hr"])
    markdown.use(container_plugin, BOX, validate=lambda parameters, markup: True)
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # sorted out, with a remark, when read
    return markdown
