"""Schemes as files: read with every fault at once, and those that come with famplan."""

from famplan.assessment.scheme_file.filed import find_scheme, schemes
from famplan.assessment.scheme_file.heading import Heading
from famplan.assessment.scheme_file.reading import read_scheme, scheme_from

__all__ = ["Heading", "find_scheme", "read_scheme", "scheme_from", "schemes"]
