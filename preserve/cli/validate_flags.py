"""The flags of ``preserve validate``: how much is checked, how strictly, and up to what size."""

from preserve.cli import parsing


def add(parser: parsing.Parser) -> None:
    """Add them to the command's parser."""
    parser.add_argument(
        "--fast",
        action="store_true",
        help="compare no checksum: structure, completeness and Payload-Oxum alone; the best "
        "verdict is then complete",
    )
    parser.add_argument(
        "--lenient",
        action="store_true",
        help="take a fixed list of breaches of form as warnings (see the documentation)",
    )
    parser.add_argument(
        "--profile",
        metavar="FILE",
        type=parsing.profile,
        action="append",
        default=[],
        help="a BagIt profile that the bags must satisfy too; repeatable",
    )
    parser.add_argument(
        "--report",
        metavar="FILE.html",
        type=parsing.path,
        help="write a report as one HTML page; a file that exists, or would lie inside a "
        "package, is refused",
    )
    _add_limits(parser)


def _add_limits(parser: parsing.Parser) -> None:
    for flag, metavar, read, text in (
        ("--max-members", "N", parsing.number, "members of one archive"),
        ("--max-octets", "SIZE", parsing.octets, "octets that one archive may expand to"),
        ("--max-ratio", "N", parsing.number, "times its size that an archive may expand to"),
        ("--max-memory", "SIZE", parsing.octets, "memory that decompressing xz and LZMA may take"),
    ):
        parser.add_argument(flag, metavar=metavar, type=read, help=f"at most: {text}")
