"""One module per printed paper: records in, PDF bytes out."""
