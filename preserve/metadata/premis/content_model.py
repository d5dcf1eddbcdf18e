"""The content models of PREMIS 3.0: one table for the XSD, the writer's order and the docs.

Names of types are the published schema's, because an ``xsi:type`` may name any of them. What
a schema cannot say (links, dates, digests) is not here but in the semantic rules.
"""

from collections.abc import Mapping
from types import MappingProxyType

from preserve.metadata.premis import particles
from preserve.metadata.premis.particles import Attribute, Content

STRING = "xs:string"
AUTHORITY = "stringPlusAuthority"
COUNTRY = "countryCode"
EDTF = "edtfSimpleType"
EXTENSION = "extensionComplexType"
VERSION = "3.0"
VERSION_TYPE = "version3"
DATES = "startAndEndDateComplexType"

ROOTS = ("premis", "object", "event", "agent", "rights")
"""The elements that PREMIS means to be the root of a document."""

CATEGORIES = ("file", "representation", "bitstream", "intellectualEntity")
"""The four kinds of object, named by ``xsi:type``."""


AUTHORITY_ATTRIBUTES = (
    Attribute(name="authority"),
    Attribute(name="authorityURI", type="xs:anyURI"),
    Attribute(name="valueURI", type="xs:anyURI"),
)
_LINK = Attribute(name="simpleLink", type="xs:anyURI")
_XML_ID = Attribute(name="xmlID", type="xs:ID")
_VERSION = Attribute(name="version", type=VERSION_TYPE)
_ENTITY = (_XML_ID, _VERSION)

_ENTITIES = """
premis: object+ event* agent* rights*
event:
  eventIdentifier eventType eventDateTime eventDetailInformation* eventOutcomeInformation*
  linkingAgentIdentifier* linkingObjectIdentifier*
agent:
  agentIdentifier+ agentName* agentType? agentVersion? agentNote* agentExtension*
  linkingEventIdentifier* linkingRightsStatementIdentifier* linkingEnvironmentIdentifier*
rights: (rightsStatement | rightsExtension)+
"""
_OBJECTS = """
file:
  objectIdentifier+ preservationLevel* significantProperties* objectCharacteristics+
  originalName? storage* signatureInformation* relationship* linkingEventIdentifier*
  linkingRightsStatementIdentifier*
representation:
  objectIdentifier+ preservationLevel* significantProperties* originalName? storage*
  relationship* linkingEventIdentifier* linkingRightsStatementIdentifier*
bitstream:
  objectIdentifier+ significantProperties* objectCharacteristics+ storage*
  signatureInformation* relationship* linkingEventIdentifier*
  linkingRightsStatementIdentifier*
intellectualEntity:
  objectIdentifier+ preservationLevel* significantProperties* originalName?
  environmentFunction* environmentDesignation* environmentRegistry* environmentExtension*
  relationship* linkingEventIdentifier* linkingRightsStatementIdentifier*
"""
_IDENTIFIERS = ("agent", "event", "object", "rightsStatement")
"""Each ``xIdentifier`` is a type and a value."""
_LINKS = (
    ("linkingAgentIdentifier", "linkingAgentRole*", "LinkAgentXmlID"),
    # The schema names this attribute as it names that of the link to an event.
    ("linkingEnvironmentIdentifier", "linkingEnvironmentRole*", "LinkEventXmlID"),
    ("linkingEventIdentifier", "", "LinkEventXmlID"),
    ("linkingObjectIdentifier", "linkingObjectRole*", "LinkObjectXmlID"),
    ("linkingRightsStatementIdentifier", "", "LinkPermissionStatementXmlID"),
    ("relatedEventIdentifier", "relatedEventSequence?", "RelEventXmlID"),
    ("relatedObjectIdentifier", "relatedObjectSequence?", "RelObjectXmlID"),
)
_DOCUMENTATIONS = ("copyright", "license", "otherRights", "statute")
"""Each ``xDocumentationIdentifier`` is a type, a value and perhaps a role."""
_PARTS = """
copyrightInformation:
  copyrightStatus copyrightJurisdiction copyrightStatusDeterminationDate? copyrightNote*
  copyrightDocumentationIdentifier* copyrightApplicableDates?
creatingApplication:
  creatingApplicationName creatingApplicationVersion? dateCreatedByApplication?
  creatingApplicationExtension*
  | creatingApplicationVersion dateCreatedByApplication? creatingApplicationExtension*
  | dateCreatedByApplication creatingApplicationExtension*
  | creatingApplicationExtension+
environmentFunction: environmentFunctionType environmentFunctionLevel
environmentDesignation:
  environmentName environmentVersion? environmentOrigin? environmentDesignationNote*
  environmentDesignationExtension*
environmentRegistry: environmentRegistryName environmentRegistryKey environmentRegistryRole?
eventDetailInformation: eventDetail? eventDetailExtension*
eventOutcomeDetail:
  eventOutcomeDetailNote eventOutcomeDetailExtension*
  | eventOutcomeDetailExtension+
eventOutcomeInformation:
  eventOutcome eventOutcomeDetail*
  | eventOutcomeDetail+
fixity: messageDigestAlgorithm messageDigest messageDigestOriginator?
format: (formatDesignation formatRegistry? | formatRegistry) formatNote*
formatDesignation: formatName formatVersion?
inhibitors: inhibitorType inhibitorTarget* inhibitorKey?
licenseInformation:
  licenseDocumentationIdentifier+ licenseTerms? licenseNote* licenseApplicableDates?
  | licenseTerms licenseNote* licenseApplicableDates?
  | licenseNote+ licenseApplicableDates?
  | licenseApplicableDates
objectCharacteristics:
  compositionLevel? fixity* size? format+ creatingApplication* inhibitors*
  objectCharacteristicsExtension*
otherRightsInformation:
  otherRightsDocumentationIdentifier* otherRightsBasis otherRightsApplicableDates?
  otherRightsNote*
preservationLevel:
  preservationLevelType? preservationLevelValue preservationLevelRole?
  preservationLevelRationale* preservationLevelDateAssigned?
relationship:
  relationshipType relationshipSubType relatedObjectIdentifier+ relatedEventIdentifier*
  relatedEnvironmentPurpose* relatedEnvironmentCharacteristic?
rightsGranted: act restriction* termOfGrant? termOfRestriction? rightsGrantedNote*
rightsStatement:
  rightsStatementIdentifier rightsBasis copyrightInformation? licenseInformation?
  statuteInformation* otherRightsInformation? rightsGranted* linkingObjectIdentifier*
  linkingAgentIdentifier*
signature:
  signatureEncoding signer? signatureMethod signatureValue signatureValidationRules
  signatureProperties* keyInformation*
signatureInformation:
  signature signatureInformationExtension*
  | signatureInformationExtension+
significantProperties:
  significantPropertiesType significantPropertiesValue? significantPropertiesExtension*
  | significantPropertiesValue significantPropertiesExtension*
  | significantPropertiesExtension+
statuteInformation:
  statuteJurisdiction statuteCitation statuteInformationDeterminationDate? statuteNote*
  statuteDocumentationIdentifier* statuteApplicableDates?
storage:
  contentLocation storageMedium?
  | storageMedium
"""

_LEAVES = """
xs:string:
  agentIdentifierValue agentNote agentVersion contentLocationValue
  copyrightDocumentationIdentifierValue copyrightNote creatingApplicationVersion
  environmentDesignationExtension environmentDesignationNote environmentFunctionLevel
  environmentNote environmentOrigin environmentRegistryKey environmentRegistryName
  environmentVersion eventDateTime eventDetail eventIdentifierValue eventOutcomeDetailNote
  formatNote formatVersion hwOtherInformation inhibitorKey
  licenseDocumentationIdentifierValue licenseIdentifierValue licenseNote licenseTerms
  linkingAgentIdentifierValue linkingEnvironmentIdentifierType
  linkingEnvironmentIdentifierValue linkingEventIdentifierValue linkingObjectIdentifierValue
  linkingRightsStatementIdentifierValue messageDigest objectIdentifierValue
  otherRightsDocumentationIdentifierValue otherRightsNote preservationLevelRationale
  relatedEventIdentifierValue relatedObjectIdentifierValue rightsGrantedNote
  rightsStatementIdentifierValue signatureProperties signatureValue
  significantPropertiesValue statuteDocumentationIdentifierValue statuteNote
  swOtherInformation swVersion
stringPlusAuthority:
  act agentIdentifierType agentName agentType contentLocationType
  copyrightDocumentationIdentifierType copyrightDocumentationRole copyrightStatus
  creatingApplicationName environmentCharacteristic environmentFunctionType environmentName
  environmentPurpose environmentRegistryRole eventIdentifierType eventOutcome eventType
  formatName formatRegistryKey formatRegistryName formatRegistryRole hwName hwType
  inhibitorTarget inhibitorType licenseDocumentationIdentifierType licenseDocumentationRole
  licenseIdentifierType linkingAgentIdentifierType linkingAgentRole linkingEnvironmentRole
  linkingEventIdentifierType linkingObjectIdentifierType linkingObjectRole
  linkingRightsStatementIdentifierType messageDigestAlgorithm messageDigestOriginator
  objectIdentifierType otherRightsBasis otherRightsDocumentationIdentifierType
  otherRightsDocumentationRole preservationLevelRole preservationLevelType
  preservationLevelValue relatedEnvironmentCharacteristic relatedEnvironmentPurpose
  relatedEventIdentifierType relatedObjectIdentifierType relationshipSubType
  relationshipType restriction rightsBasis rightsStatementIdentifierType signatureEncoding
  signatureMethod signatureValidationRules signer significantPropertiesType statuteCitation
  statuteDocumentationIdentifierType statuteDocumentationRole storageMedium swDependency
  swName swType
countryCode:
  copyrightJurisdiction statuteJurisdiction
edtfSimpleType:
  copyrightStatusDeterminationDate dateCreatedByApplication endDate
  preservationLevelDateAssigned startDate statuteInformationDeterminationDate
startAndEndDateComplexType:
  copyrightApplicableDates licenseApplicableDates otherRightsApplicableDates
  statuteApplicableDates termOfGrant termOfRestriction
extensionComplexType:
  agentExtension creatingApplicationExtension environmentExtension eventDetailExtension
  eventOutcomeDetailExtension keyInformation objectCharacteristicsExtension rightsExtension
  signatureInformationExtension significantPropertiesExtension
xs:nonNegativeInteger:
  relatedEventSequence relatedObjectSequence
xs:long:
  size
"""
"""Elements by the type they share with others."""


def type_of(element: str) -> str:
    """Name the complex type of an element that has one of its own."""
    return f"{element}ComplexType"


def _entries(table: str) -> dict[str, str]:
    """Read ``name: what it holds``, of which indented lines are the continuation."""
    joined = table.strip().replace("\n  ", " ")
    pairs = (line.partition(": ")[::2] for line in joined.splitlines())
    return {name: held.strip() for name, held in pairs}


def _model(notation: str) -> particles.Sequence | particles.Choice:
    return particles.parse(notation)


def _of(element: str, notation: str, *attributes: Attribute) -> Content:
    return Content(type=type_of(element), model=_model(notation), attributes=attributes)


def _pair(stem: str, extra: str = "") -> str:
    return f"{stem}Type {stem}Value {extra}"


def _entities() -> list[Content]:
    required = Attribute(name="version", type=VERSION_TYPE, required=True)
    entities = [
        _of(name, model, *((required,) if name == "premis" else _ENTITY))
        for name, model in _entries(_ENTITIES).items()
    ]
    entities.append(Content(type=type_of("object"), abstract=True))
    return entities + [
        Content(type=name, model=_model(model), base=type_of("object"), attributes=_ENTITY)
        for name, model in _entries(_OBJECTS).items()
    ]


def _linked() -> list[Content]:
    stems = [f"{entity}Identifier" for entity in _IDENTIFIERS]
    pairs = [_of(stem, _pair(stem), _LINK) for stem in (*stems, "contentLocation")]
    pairs += [
        _of(stem, _pair(stem, extra), Attribute(name=reference, type="xs:IDREF"), _LINK)
        for stem, extra, reference in _LINKS
    ]
    for kind in _DOCUMENTATIONS:
        stem = f"{kind}DocumentationIdentifier"
        pairs.append(_of(stem, _pair(stem, f"{kind}DocumentationRole?")))
    registry = "formatRegistryName formatRegistryKey formatRegistryRole?"
    pairs.append(_of("formatRegistry", registry, _LINK))
    return pairs


def _texts() -> list[Content]:
    unknown = Attribute(name="unknown", only="yes")
    return [
        Content(
            type=type_of("compositionLevel"), base="xs:nonNegativeInteger", attributes=(unknown,)
        ),
        Content(type=type_of("originalName"), base=STRING, attributes=(_LINK,)),
        Content(type=AUTHORITY, base=STRING, authority=True),
        Content(type=COUNTRY, base=AUTHORITY),
    ]


def _general() -> list[Content]:
    anything = particles.Particle(name=particles.ANY, maximum=None)
    return [
        Content(type=DATES, model=_model("startDate endDate?")),
        Content(type=EXTENSION, model=particles.Sequence(parts=(anything,))),
    ]


CONTENTS: Mapping[str, Content] = MappingProxyType(
    {
        content.type: content
        for content in (
            *_entities(),
            *_linked(),
            *(_of(element, notation) for element, notation in _entries(_PARTS).items()),
            *_texts(),
            *_general(),
        )
    }
)
"""Every complex type by its name."""


def _elements() -> dict[str, str]:
    own = {
        name.removesuffix("ComplexType"): name
        for name in CONTENTS
        if name.endswith("ComplexType") and name not in {DATES, EXTENSION}
    }
    words = {word: type_ for type_, held in _entries(_LEAVES).items() for word in held.split()}
    return dict(sorted((own | words).items()))


ELEMENTS: Mapping[str, str] = MappingProxyType(_elements())
"""Every element and the name of its type."""


def children(name: str) -> tuple[str, ...]:
    """Name the children of an element, or of a category of object, in the schema's order.

    Raises KeyError for a name that PREMIS 3.0 does not have.
    """
    type_ = name if name in CATEGORIES else ELEMENTS[name]
    content = CONTENTS.get(type_)
    if content is None or content.model is None:
        return ()
    return tuple(dict.fromkeys(particles.names(content.model)))


def attributes_of_type(type_: str) -> dict[str, str]:
    """Name, by element, the attribute of an XML Schema type (``xs:ID``, ``xs:IDREF``)."""
    types = {**ELEMENTS, "object": CATEGORIES[0]}
    return {
        element: attribute.name
        for element, held in types.items()
        for attribute in (CONTENTS[held].attributes if held in CONTENTS else ())
        if attribute.type == type_
    }
