"""The grammar of time expressions: words (lexing), rules (grammar), values and how they are anchored (readers)."""
