"""The one table of XML namespaces and the prefixes written for them."""

DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
DCMI_TYPE = "http://purl.org/dc/dcmitype/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
PREMIS = "http://www.loc.gov/premis/v3"
RECORD = "urn:x-preserve:record:1"
XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

PREFIXES = {
    "dc": DC,
    "dcterms": DCTERMS,
    "dcmitype": DCMI_TYPE,
    "oai_dc": OAI_DC,
    "premis": PREMIS,
    "preserve": RECORD,
    "xsi": XSI,
}

XML_LANG = f"{{{XML}}}lang"
XSI_TYPE = f"{{{XSI}}}type"
XSI_SCHEMA_LOCATION = f"{{{XSI}}}schemaLocation"


def name(namespace: str, local: str) -> str:
    """Give an element's name as lxml writes it: ``{namespace}local``."""
    return f"{{{namespace}}}{local}"
