"""The form in which DART keeps and ships its profiles (APTrust's among them).

It says what BagIt Profiles say in names of its own, and has one list of tags for all tag files.
"""

from collections.abc import Mapping

SPELLING: Mapping[str, str] = {
    "Accept-BagIt-Version": "acceptBagItVersion",
    "Accept-Serialization": "acceptSerialization",
    "Allow-Fetch.txt": "allowFetchTxt",
    "BagIt-Profile-Info": "bagItProfileInfo",
    "Manifests-Allowed": "manifestsAllowed",
    "Manifests-Required": "manifestsRequired",
    "Serialization": "serialization",
    "Tag-Files-Allowed": "tagFilesAllowed",
    "Tag-Files-Required": "tagFilesRequired",
    "Tag-Manifests-Allowed": "tagManifestsAllowed",
    "Tag-Manifests-Required": "tagManifestsRequired",
    "Tags": "tags",
}
"""Its names for the keys of the specification."""

INFO_SPELLING: Mapping[str, str] = {
    "BagIt-Profile-Identifier": "bagItProfileIdentifier",
    "BagIt-Profile-Version": "bagItProfileVersion",
    "Contact-Email": "contactEmail",
    "Contact-Name": "contactName",
    "Contact-Phone": "contactPhone",
    "External-Description": "externalDescription",
    "Source-Organization": "sourceOrganization",
    "Version": "version",
}
"""Its names within ``bagItProfileInfo``."""

OF_THE_PROGRAM = (
    "baseProfileId",
    "description",
    "errors",
    "id",
    "isBuiltIn",
    "name",
    "required",
    "userCanDelete",
)
"""What it keeps for itself beside them."""

OF_A_TAG = (
    "errors",
    "id",
    "isBuiltIn",
    "isUserAddedFile",
    "isUserAddedTag",
    "systemMustSet",
    "userValue",
    "wasAddedForJob",
)
"""What it keeps for itself with each tag."""


def is_dart(members: Mapping[str, object]) -> bool:
    """Tell whether a profile is of this form."""
    return "bagItProfileInfo" in members
