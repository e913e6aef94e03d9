"""Measures speed: ``python -m bench [--quick] [part …]``. README.md tells what and how."""
