"""What is raised where the parts of a file are damaged, or are none of its format."""

from __future__ import annotations

import struct
import zipfile
import zlib
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from alignment_desktop.domain.problems import Problem

DAMAGES = (
    Problem,
    ElementTree.ParseError,
    ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    LookupError,
    NotImplementedError,
    OSError,
    EOFError,
    StopIteration,
    ValueError,
)
"""What is raised where the parts of a file cannot be followed."""
