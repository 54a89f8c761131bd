"""One module per command; each holds its ``command`` and imports what it needs when it is called."""
