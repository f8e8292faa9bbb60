"""Assessments of units as pages, workbooks, JSON and Markdown."""
