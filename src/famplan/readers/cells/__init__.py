"""Cells of one column to a compact array: each distinct value is read once."""
