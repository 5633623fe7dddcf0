"""How fast the package is, as ratios to what it could at best be: `python -m bench`."""
