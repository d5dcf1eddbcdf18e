"""PREMIS 3.0: content models, records to and from XML."""
