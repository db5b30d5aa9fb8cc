"""Plain data and small tools without a subject of their own."""
