"""RFC 8493 section 2.2: tag manifests, bag-info.txt, fetch.txt and other tag files."""

from preserve.findings import bag_info, fetch, fixity, manifests, names, structure
from preserve.findings import tag_manifests as tags
from preserve.findings.clauses.clause import Clause, Level

_TAG_MANIFESTS = (
    Clause(
        section="2.2.1",
        level=Level.MAY,
        rule="A bag has one or more tag manifests, or none.",
        codes=(tags.NO_TAG_MANIFEST,),
    ),
    Clause(
        section="2.2.1",
        level=Level.SHOULD,
        rule="All tag manifests list the same tag files.",
        codes=(tags.LISTS_DIFFER,),
    ),
    Clause(
        section="2.2.1",
        level=Level.MUST,
        rule="Each tag manifest lists every payload manifest.",
        codes=(tags.MANIFEST_NOT_LISTED,),
    ),
    Clause(
        section="2.2.1",
        level=Level.MUST_NOT,
        rule="A tag manifest lists no tag manifest.",
        codes=(tags.LISTS_TAG_MANIFEST,),
    ),
    Clause(
        section="2.2.1",
        level=Level.SHOULD,
        rule="Each tag manifest lists the other tag files.",
        codes=(tags.UNLISTED_TAG_FILE, tags.LISTS_DIFFER),
    ),
    Clause(
        section="2.2.1",
        level=Level.MUST,
        rule="A tag manifest is named tagmanifest-algorithm.txt.",
        codes=(manifests.ALGORITHM_NAME, structure.NOT_A_FILE),
        beyond="A file under any other name is another tag file.",
    ),
    Clause(
        section="2.2.1",
        level=Level.SHOULD,
        rule="Tag manifests are in the same algorithms as the payload manifests.",
        codes=(tags.OTHER_ALGORITHMS,),
    ),
    Clause(
        section="2.2.1",
        level=Level.STATED,
        rule="A tag manifest has the form of a payload manifest.",
        codes=(
            manifests.MALFORMED_LINE,
            manifests.DIGEST_FORM,
            manifests.BLANK_OR_COMMENT_LINE,
            manifests.DUPLICATE_ENTRY,
            manifests.LISTS_FOLDER,
            manifests.SAME_ALGORITHM_TWICE,
        ),
    ),
    Clause(
        section="2.2.1",
        level=Level.MUST_NOT,
        rule="A tag manifest lists no payload file.",
        codes=(tags.LISTS_PAYLOAD_FILE,),
    ),
)

_BAG_INFO = (
    Clause(
        section="2.2.2",
        level=Level.MAY,
        rule="A bag has a bag-info.txt, with any elements, or none.",
        codes=(bag_info.NO_BAG_INFO, bag_info.NO_OXUM),
    ),
    Clause(
        section="2.2.2",
        level=Level.MUST,
        rule="The order of the elements is kept.",
        beyond="It binds software that rewrites or shows them; preserve changes no bag and keeps "
        "the order in what it reads and writes.",
    ),
    Clause(
        section="2.2.2",
        level=Level.MUST,
        rule="An element is a label, a colon, one space or tab, and a value with a line end.",
        codes=(
            bag_info.NO_COLON,
            bag_info.COLON_SPACING,
            bag_info.NOTHING_TO_CONTINUE,
            bag_info.BLANK_LINE,
            bag_info.OUTER_SPACE,
        ),
        severity_because="Values that begin or end in white space are a note: a second space is "
        "the first character of the value, and no breach.",
    ),
    Clause(
        section="2.2.2",
        level=Level.MUST_NOT,
        rule="A label holds no colon and no line end.",
        beyond="It binds writers: to a reader, the first colon ends the label.",
    ),
    Clause(
        section="2.2.2",
        level=Level.MUST_NOT,
        rule="A label neither begins nor ends with white space.",
        codes=(bag_info.LABEL_FORM,),
        beyond="White space at the beginning of a line makes it continue the value before.",
    ),
    Clause(
        section="2.2.2",
        level=Level.RECOMMENDED,
        rule="A line has at most 79 characters.",
        codes=(bag_info.LONG_LINE,),
        severity_because="A note: software in wide use folds no lines, so nearly every sound bag "
        "has long ones.",
    ),
    Clause(
        section="2.2.2",
        level=Level.MUST,
        rule="Before 1.0, any white space around the colon is read past.",
        beyond="It binds readers: preserve reads it past without a finding.",
    ),
    Clause(
        section="2.2.2",
        level=Level.STATED,
        rule="Bagging-Date is YYYY-MM-DD.",
        codes=(bag_info.BAGGING_DATE_FORM,),
    ),
    Clause(
        section="2.2.2",
        level=Level.STATED,
        rule="Bag-Count is two numbers with “of” between them, the second perhaps “?”.",
        codes=(bag_info.BAG_COUNT_FORM,),
    ),
    Clause(
        section="2.2.2",
        level=Level.SHOULD_NOT,
        rule="Bagging-Date, Bag-Size, Bag-Group-Identifier and Bag-Count are not repeated.",
        codes=(bag_info.REPEATED,),
    ),
    Clause(
        section="2.2.2",
        level=Level.MUST,
        rule="The checksums are verified before a bag is called valid, whatever Payload-Oxum says.",
        beyond="It binds validators: only the verdict “valid” is given after every checksum was "
        "compared, and a wrong Payload-Oxum hides no other finding.",
    ),
    Clause(
        section="2.2.2",
        level=Level.MUST_NOT,
        rule="Payload-Oxum stands more than once.",
        codes=(bag_info.OXUM_REPEATED,),
    ),
    Clause(
        section="2.2.2",
        level=Level.MUST,
        rule="Payload-Oxum is the octets and the files of the payload, a full stop between them.",
        codes=(bag_info.OXUM_FORM, bag_info.OXUM_WRONG, bag_info.OXUM_ZEROS),
        severity_because="Zeros in front of a number are a warning: the RFC is silent on them.",
    ),
    Clause(
        section="2.2.2",
        level=Level.SHOULD,
        rule="Bag-Group-Identifier is unique among what the sender has, and receivers honour it.",
        beyond="One bag does not show what else its sender has; the rest binds receivers.",
    ),
    Clause(
        section="2.2.2",
        level=Level.RECOMMENDED,
        rule="A bag with Bag-Count has Bag-Group-Identifier too.",
        codes=(bag_info.COUNT_WITHOUT_GROUP,),
    ),
)

_FETCH = (
    Clause(
        section="2.2.3",
        level=Level.MUST,
        rule="The list of files to be fetched is named fetch.txt.",
        codes=(structure.NOT_A_FILE,),
        beyond="A file under any other name is another tag file.",
    ),
    Clause(
        section="2.2.3",
        level=Level.MUST,
        rule="Every file in fetch.txt is in every payload manifest.",
        codes=(fetch.NOT_IN_EVERY_MANIFEST,),
    ),
    Clause(
        section="2.2.3",
        level=Level.MUST_NOT,
        rule="fetch.txt lists no tag file.",
        codes=(fetch.OUTSIDE_PAYLOAD,),
    ),
    Clause(
        section="2.2.3",
        level=Level.MUST,
        rule="Each line is a URL, a length and a path, with spaces or tabs between them.",
        codes=(fetch.MALFORMED_LINE, fetch.LENGTH_FORM),
    ),
    Clause(
        section="2.2.3",
        level=Level.MUST,
        rule="The URL is an absolute URI, its white space percent-encoded.",
        codes=(fetch.ADDRESS_FORM, fetch.LENGTH_FORM),
    ),
    Clause(
        section="2.2.3",
        level=Level.STATED,
        rule="The length is that of the file in octets, or a hyphen.",
        codes=(fetch.LENGTH_DIFFERS,),
        beyond="Section 5.3 says that it cannot be relied on.",
    ),
    Clause(
        section="2.2.3",
        level=Level.MUST,
        rule="The slash separates the parts of a path.",
        codes=(names.BACKSLASH,),
    ),
    Clause(
        section="2.2.3",
        level=Level.MUST,
        rule="Line feed, carriage return and percent sign are percent-encoded in a path, and no "
        "other character is.",
        codes=(names.RAW_PERCENT, fetch.MALFORMED_LINE),
        beyond="A raw line end in a path cannot be told from the end of its line.",
    ),
)

_OTHER = (
    Clause(
        section="2.2.4",
        level=Level.MUST,
        rule="The checksums of other tag files are verified where a tag manifest lists them.",
        codes=(fixity.ALTERED, fixity.COULD_NOT_READ, fixity.CHANGED_WHILE_READ),
    ),
    Clause(
        section="2.2.4",
        level=Level.MUST,
        rule="The content of other tag files is ignored.",
        beyond="No rule of BagIt looks at it. Dublin Core and PREMIS documents in metadata "
        "folders are judged by their own standards, and their findings name these.",
    ),
)

CLAUSES = (*_TAG_MANIFESTS, *_BAG_INFO, *_FETCH, *_OTHER)
"""In the order of the RFC."""
