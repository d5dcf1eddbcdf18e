"""The flags of the commands that deposit, and that ask for what was deposited."""

from preserve.cli import help_texts, parsing, reading_flags


def add_deposit(parser: parsing.Parser) -> None:
    """Add those of ``preserve deposit``."""
    parsing.operands(parser, dest="bags", metavar="BAG", text="a bag: a folder or an archive")
    parser.add_argument(
        "--to",
        metavar="NAME",
        required=True,
        help="the repository, by its name in preserve.toml: [deposit.NAME]",
    )
    for flag, text in (
        ("--dry-run", "send nothing; verify, look what is there, and tell what would happen"),
        ("--receipt-beside", "write each receipt beside its bag too, in a file of its own"),
    ):
        parser.add_argument(flag, action="store_true", help=text)
    reading_flags.add(parser)


def add_receipts(parser: parsing.Parser) -> None:
    """Add those of ``preserve receipts``."""
    _bags(parser)
    parser.add_argument(
        "--csv",
        metavar="FILE",
        type=parsing.path,
        help="write a table; a file that exists is refused",
    )
    parser.add_argument(
        "--premis", action="store_true", help="write a PREMIS record of the transfers instead"
    )


def add_confirm(parser: parsing.Parser) -> None:
    """Add those of ``preserve confirm``."""
    _bags(parser)
    parser.add_argument(
        "--limit-rate",
        metavar="RATE",
        type=parsing.octets,
        help="read back no more than so many octets a second, such as 20M",
    )


def _bags(parser: parsing.Parser) -> None:
    text = "the bag that was deposited, by its path or its identifier (default: all)"
    parser.add_argument("bags", metavar="BAG", nargs="*", type=parsing.word, help=text)
    parser.set_defaults(**{parsing.OPERANDS: "bags", parsing.READER: parsing.word})


COMMANDS = (
    (
        "deposit",
        add_deposit,
        "send bags into a repository",
        help_texts.DEPOSIT,
        help_texts.DEPOSIT_POLICY,
    ),
    ("receipts", add_receipts, "list deposits", help_texts.RECEIPTS, ""),
    ("confirm", add_confirm, "ask repositories again", help_texts.CONFIRM, ""),
)
"""Name, what adds the flags, help, description and policy, of each command."""
