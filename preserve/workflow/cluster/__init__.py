"""Packaging and validating on a Dask cluster; whether it is right never rests on Dask."""
