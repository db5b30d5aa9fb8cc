"""From a rule to a run: which rules there are, what they are run over, and what is done with what they find."""
