"""Analyses: a two-mode network or a networkx graph in, frames out; they know no store and no file.

One topic a module: :mod:`.collaboration` (who is tied to whom), :mod:`.centrality`, :mod:`.overlap`, :mod:`.communities`
and :mod:`.metaclusters`. Every frame has fixed columns, also when it is empty, rows sorted as its function says, with the
id last to decide, and ``attrs`` with the settings the figures depend on. The same network gives the same bytes whatever
the order of its rows; whatever is random starts from ``seed``.
"""
