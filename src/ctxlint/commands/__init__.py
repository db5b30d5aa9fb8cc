"""One verb each: options in, a report or files out."""
