"""What a person knows how to do: asked, seen, tested; how it changed; the sheet that is theirs."""
