"""Two worlds that differ only in what a seat does not see must look the same to that seat."""
