"""Timings and memory of the whole product, with the answers checked in the same run. See README.md in this folder."""
