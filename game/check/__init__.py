"""The headless rule checker and the benchmarks."""
