"""One organisation, many names: which keys name one thing, decided by rule or by a person, always to be undone."""
