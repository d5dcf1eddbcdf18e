"""What ``--help`` says beyond the flags: what is done, and what the policies are."""

PRESERVE = """\
Turn an institution's releases into archival packages that can be proved, decades later,
to be what they were: BagIt bags with the originals octet for octet, Dublin Core and PREMIS."""

EXIT_CODES = """\
exit codes:
  0    clean; warnings, notes and questions for a person are allowed
  1    something is invalid, incomplete, altered, refused, or there already with other content
  2    the command line or the configuration asks for something impossible
  3    something could not be read or written, or it could not be told
  4    a repository refused, was unreachable or did not confirm
  130  interrupted (SIGINT, SIGTERM)
  Of several subjects the worst speaks: 4 over 3 over 1."""

BAG = """\
Package each release: copy it, digest it, describe it, seal it, read it back, publish it.

A SOURCE that is a folder is a collection: each file in it is a release, each folder in it is a
release with its attachments. A SOURCE that is a file is one release. Originals are read, never
written. A release that was packaged before and has not changed is left alone; a changed one
becomes a new version beside the first. An interrupted run is resumed by running it again."""

BAG_POLICY = """\
policy:
  links, special files  a symbolic link, device, socket or FIFO refuses its release, by name
  hidden files          kept inside a release; at the top of a SOURCE they are no releases, and
                        are reported, as are metadata.csv, preserve.toml and checksum lists
  system junk           .DS_Store, Thumbs.db and the like are kept; --exclude-junk leaves them
                        out and lists them
  empty folders         BagIt cannot hold them: PREMIS lists them; an empty release is refused
  names                 refused: not UTF-8; characters that XML or a manifest cannot hold (line
                        breaks, controls); white space at the end; %; names that are equal
                        under NFC or without regard to case. Warned of: names that Windows
                        cannot hold. Nothing is ever renamed.

environment: SOURCE_DATE_EPOCH fixes every time; PRESERVE_<SECTION>_<KEY> sets what preserve.toml
may hold; NO_COLOR is honoured."""

VALIDATE = """\
Tell of each bag, whoever made it, whether it is what its manifests say: declaration, structure,
names, manifests, every digest in every algorithm, and the metadata it holds. All findings are
reported, each with its code, its place, its clause, and what to do. Nothing is written in or
beside the package, nothing is fetched, and no configuration is needed. Each verdict is entered in
the user's journal ($XDG_STATE_HOME/preserve/journal.jsonl, else ~/.local/state/preserve/).
A Dublin Core or PREMIS document may be named too.

Verdicts: valid; complete (with --fast: nothing wrong in what was checked, and no checksum was
compared); incomplete (nothing wrong but files of fetch.txt that are absent); invalid; unknown
(it could not be told, and the findings say why)."""

VALIDATE_POLICY = """\
policy:
  links, special files  never followed or opened; each is an error
  outside               nothing outside the bag is ever read
  hidden files, junk    payload like any other file: unlisted ones are errors
  empty folders         not covered by BagIt, reported as a note"""

DESCRIBE = """\
Show what would be written of each release in Dublin Core, with the evidence for each value, and
what is left to a person. Nothing is packaged. With --csv, write a sheet to correct and hand back:
preserve bag SOURCE --metadata review.csv"""

DEPOSIT = """\
Send each BAG into the repository that preserve.toml calls NAME: verify the bag whole, look what is
there, send, read back, complete, and enter a receipt in the journal ([journal] path, else
$XDG_STATE_HOME/preserve/journal.jsonl). A bag that is there with the same digests is left alone;
other content under its name or identifier is never replaced. An interrupted run is gone on with by
running it again: it never sends twice."""

DEPOSIT_POLICY = """\
policy:
  verification          every octet is read and compared before anything is sent; nothing skips it
  secrets               credential = "env:NAME", "keyring:SERVICE/USER", "netrc" or "file:PATH"
                        (mode 0600) says where one is kept; it is never on the command line, in
                        preserve.toml, in a receipt or in a message"""

RECEIPTS = """\
List what was deposited, where, when, and how it was confirmed, as the journal has it; of the BAGs
that are named by path or identifier, or of all. Failed deposits are listed too."""

CONFIRM = """\
Ask the repositories again, months later, for the last deposit of each BAG, or of all: confirmed,
altered, missing, or unknown where it could not be told. Nothing is changed there; what was found is
entered in the journal."""

CLUSTER = """\
Package and validate on several machines: with --cluster ADDRESS, bag and validate give each
release or package to a worker of a Dask cluster. Originals and output are on a file system that
all machines see under the same paths. Needs Dask; in the clone of preserve, run:
python3 -m pip --python .venv install '.[cluster]'"""

CLUSTER_START = """\
Start a Dask scheduler and N workers on this machine, print the address for --cluster, and run
until SIGINT or SIGTERM; a worker that ends is started again. They do whatever code a client
sends them: let nobody reach the port who may not run programs as you."""

SCHEMAS = """\
The XML schemas that metadata is checked against. Checking never uses the network; fetch alone
does, when it is asked to."""

CHECK = """\
Check XML documents against the schema of their kind (PREMIS, Dublin Core, our record), with the
checks of identifiers, references and root that the schema processor leaves out."""

FETCH = """\
Download the published schema files to the user's data folder. Each is known by its SHA-256; a
file with another one is refused and named. From then on they are used instead of ours."""
