"""For people: the content of maps, and what is the matter with an installation or a store."""
