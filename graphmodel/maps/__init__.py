"""Interactive maps: one HTML file that opens offline, with the evidence behind every tie.

>>> import pandas as pd
>>> from graphmodel.maps import MapContent, map_html
>>> html = map_html(MapContent("Nobody yet", nodes=pd.DataFrame(), edges=pd.DataFrame(), evidence=pd.DataFrame()))
>>> html.startswith("<!doctype html>")
True
"""

from graphmodel.maps.content import Credit, MapContent
from graphmodel.maps.inline import InlineMap, Picture
from graphmodel.maps.page import map_html, write_map
from graphmodel.maps.picture import content_to_svg

__all__ = ["Credit", "InlineMap", "MapContent", "Picture", "content_to_svg", "map_html", "write_map"]
