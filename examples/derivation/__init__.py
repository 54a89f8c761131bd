"""The parts of ``derive_ecosystem.py``: names, source files, bodies, projects, and the sheets they become."""
