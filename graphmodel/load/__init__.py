"""From files to the store: read, run the recipe, check, compare with what is there, write the difference."""
