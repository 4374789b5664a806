"""One module for each noun. Views ask `queries`, hand rows to presenters, and say which template draws them."""
