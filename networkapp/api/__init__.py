"""The read API: the content of the pages as JSON, with the same permissions. It writes nothing.

Each topic has one file with its schemas and a router. `mount.py` combines them with the routers of other plugins.
The docstrings of operations and schemas are their descriptions in `openapi.json`: write them for developers outside.
"""
