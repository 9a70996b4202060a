"""Charts as plain geometry: drawn once here, painted alike in the window and into documents."""

from alignment_desktop.charts.bars import Bar, bars
from alignment_desktop.charts.bullet import Bullet, bullet
from alignment_desktop.charts.funnel import FunnelStage, funnel
from alignment_desktop.charts.geometry import (
    Drawing,
    Line,
    Polygon,
    Polyline,
    Rect,
    Region,
    Shape,
    Text,
)
from alignment_desktop.charts.histogram import Bin, histogram
from alignment_desktop.charts.palette import Palette, Tokens, read_tokens
from alignment_desktop.charts.sparkline import Target, sparkline

__all__ = [
    "Bar",
    "Bin",
    "Bullet",
    "Drawing",
    "FunnelStage",
    "Line",
    "Palette",
    "Polygon",
    "Polyline",
    "Rect",
    "Region",
    "Shape",
    "Target",
    "Text",
    "Tokens",
    "bars",
    "bullet",
    "funnel",
    "histogram",
    "read_tokens",
    "sparkline",
]
