"""Catalogues of criteria and the sample province, as data files with their sources."""
