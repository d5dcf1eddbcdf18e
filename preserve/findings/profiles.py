"""What can be wrong with a bag by a BagIt profile, and with the profile itself."""

from preserve.findings.finding import Code, Severity

_SPECIFICATION = "BagIt Profiles 1.4.0"
_FILES = f"{_SPECIFICATION}, Tag-Files-Required and Tag-Files-Allowed"
_PAYLOAD = f"{_SPECIFICATION}, Payload-Files-Required and Payload-Files-Allowed"

UNKNOWN_KEY = Code(
    name="PRO-001",
    severity=Severity.WARNING,
    clause=_SPECIFICATION,
    title="The profile has a key that is not known, and its rule is not applied",
    remedy="Compare the key with the specification; what it asks for must be checked otherwise.",
)
WRONG_TYPE = Code(
    name="PRO-002",
    severity=Severity.WARNING,
    clause=_SPECIFICATION,
    title="A value of the profile is of another JSON type than it should be, and is understood",
    remedy="Ask whoever keeps the profile to write it as the specification says.",
)
NOT_UNDERSTOOD = Code(
    name="PRO-003",
    severity=Severity.WARNING,
    clause=_SPECIFICATION,
    title="A value of the profile is not understood, and its rule is not applied",
    remedy="Mend the profile; what the rule asks for must be checked otherwise until then.",
)
PROFILE_LACKS = Code(
    name="PRO-004",
    severity=Severity.WARNING,
    clause=_SPECIFICATION,
    title="The profile lacks what every profile has to say",
    remedy="Ask whoever keeps the profile to complete it.",
)
REPEATED_KEY = Code(
    name="PRO-005",
    severity=Severity.WARNING,
    clause="RFC 8259 section 4",
    title="A key stands more than once in one object of the profile; the last one is applied",
    remedy="Keep the one that is meant.",
)
NEWER_KEY = Code(
    name="PRO-006",
    severity=Severity.WARNING,
    clause=f"{_SPECIFICATION}, BagIt-Profile-Version",
    title="A key is younger than the version the profile declares; it is applied all the same",
    remedy="Declare the version of the specification that the profile follows.",
)
REQUIRED_NOT_ALLOWED = Code(
    name="PRO-007",
    severity=Severity.WARNING,
    clause=f"{_SPECIFICATION}, the keys that end in -Allowed",
    title="The profile requires what it does not allow; it is taken to be allowed",
    remedy="Ask whoever keeps the profile to allow everything that it requires.",
)
NEEDLESS = Code(
    name="PRO-008",
    severity=Severity.WARNING,
    clause=f"{_SPECIFICATION}, Bag-Info and Tag-Files-Required",
    title="The profile lists what the specification rules on already",
    remedy="Remove it from the profile; it is required, or ruled on by other keys, without it.",
)
CANNOT_BE_SATISFIED = Code(
    name="PRO-009",
    severity=Severity.WARNING,
    clause=f"{_SPECIFICATION}, Fetch.txt-Required",
    title="Two rules of the profile contradict each other, so no bag can satisfy it",
    remedy="Ask whoever keeps the profile which of them is meant.",
)
FOLDER_ALLOWED = Code(
    name="PRO-010",
    severity=Severity.WARNING,
    clause=_PAYLOAD,
    title="A folder is allowed without the asterisk that stands for what is in it",
    remedy="End the pattern with “/*”, as it is read.",
)

SERIALIZATION_NOT_ACCEPTED = Code(
    name="PRO-020",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, Accept-Serialization",
    title="The profile does not accept the kind of archive that holds the bag",
    remedy="Pack the bag into an archive of a kind that the profile accepts.",
)
VERSION_NOT_ACCEPTED = Code(
    name="PRO-021",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, Accept-BagIt-Version",
    title="The profile does not accept the bag's version of BagIt",
    remedy="Make the bag anew by a version that the profile accepts.",
)
NOT_SERIALIZED = Code(
    name="PRO-022",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, Serialization",
    title="The profile requires an archive, and the bag is a folder",
    remedy="Validate the archive as it was sent, or pack the bag into one.",
)
SERIALIZED = Code(
    name="PRO-023",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, Serialization",
    title="The profile forbids archives, and the bag is in one",
    remedy="Deliver the bag as a folder.",
)
PROFILE_NOT_NAMED = Code(
    name="PRO-024",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, BagIt-Profile-Identifier",
    title="bag-info.txt does not name the profile that the bag is to satisfy",
    remedy="Add the tag BagIt-Profile-Identifier with the profile's identifier.",
)
MANIFEST_MISSING = Code(
    name="PRO-025",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, Manifests-Required",
    title="A payload manifest is missing that the profile requires",
    remedy="Add a payload manifest in that algorithm.",
)
MANIFEST_NOT_ALLOWED = Code(
    name="PRO-026",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, Manifests-Allowed",
    title="There is a payload manifest in an algorithm that the profile does not allow",
    remedy="Leave the manifest out; keep another one in an algorithm that is allowed.",
)
TAG_MANIFEST_MISSING = Code(
    name="PRO-027",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, Tag-Manifests-Required",
    title="A tag manifest is missing that the profile requires",
    remedy="Add a tag manifest in that algorithm.",
)
TAG_MANIFEST_NOT_ALLOWED = Code(
    name="PRO-028",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, Tag-Manifests-Allowed",
    title="There is a tag manifest in an algorithm that the profile does not allow",
    remedy="Leave the tag manifest out.",
)
FETCH_NOT_ALLOWED = Code(
    name="PRO-029",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, Allow-Fetch.txt",
    title="There is a fetch.txt, which the profile does not allow",
    remedy="Complete the bag and remove fetch.txt.",
)
FETCH_MISSING = Code(
    name="PRO-030",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, Fetch.txt-Required",
    title="There is no fetch.txt, which the profile requires",
    remedy="Add fetch.txt, or use another profile.",
)
DATA_NOT_EMPTY = Code(
    name="PRO-031",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, Data-Empty",
    title="The payload holds more than one empty file, and the profile wants it empty",
    remedy="Use another profile, or move what the payload holds elsewhere.",
)
TAG_FILE_MISSING = Code(
    name="PRO-032",
    severity=Severity.ERROR,
    clause=_FILES,
    title="A tag file is missing that the profile requires",
    remedy="Add the file.",
)
TAG_FILE_NOT_ALLOWED = Code(
    name="PRO-033",
    severity=Severity.ERROR,
    clause=_FILES,
    title="There is a tag file that the profile does not allow",
    remedy="Remove the file, or move it into the payload.",
)
PAYLOAD_FILE_MISSING = Code(
    name="PRO-034",
    severity=Severity.ERROR,
    clause=_PAYLOAD,
    title="A payload file or folder is missing that the profile requires",
    remedy="Add it; a folder counts when a file is in it.",
)
PAYLOAD_FILE_NOT_ALLOWED = Code(
    name="PRO-035",
    severity=Severity.ERROR,
    clause=_PAYLOAD,
    title="There is a payload file that the profile does not allow",
    remedy="Move the file to where the profile allows it, or leave it out.",
)
PAYLOAD_FILE_TO_COME = Code(
    name="PRO-036",
    severity=Severity.WARNING,
    clause=_PAYLOAD,
    title="A payload file that the profile requires may be among those still to be fetched",
    remedy="Complete the bag by its fetch.txt, then validate again.",
)
TAG_MISSING = Code(
    name="PRO-040",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, required",
    title="A tag is missing that the profile requires",
    remedy="Add the tag with its value.",
)
TAG_VALUE = Code(
    name="PRO-041",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, values",
    title="A tag has a value that the profile does not list",
    remedy="Write one of the values that are listed, letter for letter.",
)
TAG_REPEATED = Code(
    name="PRO-042",
    severity=Severity.ERROR,
    clause=f"{_SPECIFICATION}, repeatable",
    title="A tag stands more than once that the profile wants once",
    remedy="Keep the one that is right.",
)
TAG_EMPTY = Code(
    name="PRO-043",
    severity=Severity.ERROR,
    clause="the profile's own emptyOk",
    title="A tag has no value, and the profile does not let it be empty",
    remedy="Give the tag a value.",
)
REQUIRED_TAG_EMPTY = Code(
    name="PRO-044",
    severity=Severity.WARNING,
    clause=f"{_SPECIFICATION}, required",
    title="A tag that the profile requires is there, and says nothing",
    remedy="Give the tag a value.",
)
RECOMMENDED_TAG_MISSING = Code(
    name="PRO-045",
    severity=Severity.WARNING,
    clause="the profile's own recommended",
    title="A tag is missing that the profile recommends",
    remedy="Add the tag where there is something to say.",
)
TAG_CASE = Code(
    name="PRO-046",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.2.2",
    title="A tag is written in other capitals than in the profile; only reserved names may be",
    remedy="Write the tag's name as the profile does.",
)
