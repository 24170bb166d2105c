"""The read API: what pages show, as JSON, to the same readers. It writes nothing.

One file per topic has its shapes and a router; `mount.py` puts them together with those that other plugins registered.
Docstrings of operations and shapes are what /openapi.json says of them.
"""
