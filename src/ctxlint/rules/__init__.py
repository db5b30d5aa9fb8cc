"""A folder for each group: its rules, one file each, with the helpers that only they use."""
