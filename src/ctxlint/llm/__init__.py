"""What asks a language model. Nothing here is imported without a flag that says so."""
