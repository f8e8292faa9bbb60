"""One file for each kind of claim: an assertion in, an outcome out."""
