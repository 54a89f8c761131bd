"""How the pages of docs/ become a site: Sphinx with the theme Furo, read from disk, asking nothing of any network.

``make site`` builds it. Pages are Markdown (MyST); the reference is taken from the docstrings.
"""

from __future__ import annotations

import graphmodel

project = "graphmodel"
author = "The graphmodel authors"
version = release = graphmodel.__version__
copyright = "The graphmodel authors. Apache License 2.0"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["images/README.md"]

myst_heading_anchors = 3
myst_enable_extensions = ["attrs_inline"]

autodoc_member_order = "bysource"
maximum_signature_line_length = 90
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
napoleon_numpy_docstring = False

html_theme = "furo"
html_title = "graphmodel"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_theme_options: dict[str, list[str]] = {"top_of_page_buttons": []}
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
# A page opened from disk may not read its neighbours: summaries of what the search found would only make errors.
html_show_search_summary = False
html_last_updated_fmt = None
pygments_style = "default"
# Tables of values (csv) are shown as they are: there are no colours for them.
suppress_warnings = ["misc.highlighting_failure"]
