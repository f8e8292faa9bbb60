"""From sums to figures: one way for each indicator, in files named for what is measured."""
