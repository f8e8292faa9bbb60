"""What exists: people, events, areas, ages and periods, as small frozen values.

Objects are for single cases; a million rows go as columns. Nothing here reads or writes files.
"""
