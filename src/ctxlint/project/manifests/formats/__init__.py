"""Text -> values, one file for each format, so that a manifest pays only for the parser it needs."""
