"""Serving the graph: the SPARQL protocol, pages and dereferenceable addresses, as an ASGI application."""
