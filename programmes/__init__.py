"""Catalogues of criteria, days off and the sample province, as data files with their sources."""
