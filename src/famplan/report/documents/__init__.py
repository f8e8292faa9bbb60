"""Documents: what a page, a workbook, JSON and Markdown say alike, made once."""
