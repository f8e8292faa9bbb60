"""Sphinx settings: furo, executed notebooks, warnings are errors (the Makefile passes -W)."""

import sys
from pathlib import Path

import famplan

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

project = "famplan"
author = "The famplan developers"
project_copyright = "2026, the famplan developers"
release = version = famplan.__version__

extensions = [
    "attributes",
    "examples",
    "imported_names",
    "indicator_directive",
    "mathml",
    "myst_nb",
    "need_directive",
    "public_paths",
    "register_directives",
    "scheme_directive",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build", "jupyter_execute"]
html_theme = "furo"
html_title = "famplan"
html_static_path = ["_static"]
html_css_files = ["famplan.css"]
html_math_renderer = "mathml"

myst_enable_extensions = ["colon_fence", "dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120

autodoc_typehints = "signature"
maximum_signature_line_length = 88
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_rtype = False
