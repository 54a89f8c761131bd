"""The sections of the report: one module each, which asks the answers it needs and puts them into words."""
