"""Dublin Core and PREMIS to and from XML, vocabularies, schemas, rules."""
