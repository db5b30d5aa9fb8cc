"""From a rule to a run: the list of rules, the files they run over, and what becomes of findings: fixes, baselines."""
