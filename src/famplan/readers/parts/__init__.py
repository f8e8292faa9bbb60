"""Files and frames as batches of Arrow arrays, whatever they are kept in."""
