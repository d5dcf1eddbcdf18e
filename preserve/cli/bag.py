"""``preserve bag``: package releases."""

import argparse
import os

from preserve import config
from preserve.cli import cluster_flags, readers, reporters, sessions
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console
from preserve.cli.reporters import Reporter
from preserve.cli.signals import First
from preserve.cli.tally import Tally
from preserve.config import Serialization, Settings, reading
from preserve.workflow import bag
from preserve.workflow.clock import Clock
from preserve.workflow.outcomes import BagOutcome, Notice
from preserve.workflow.run import BagOptions, SecondOpinion


def run(invocation: Invocation, settings: Settings, console: Console) -> int:
    """Package each release, reporting each as it is done; give the exit code."""
    options = bag_options(invocation.options)
    chosen = bag_settings(invocation.options, settings)
    clock = Clock.from_environment(os.environ)
    tally, reporter = Tally.of_bags(), reporters.choose(console)
    with (
        sessions.tallied(tally, reporter, console),
        sessions.working(invocation, console, first=First.ASK) as work,
        cluster_flags.remarking(console, work.display),
        sessions.following(
            bag.run(options, chosen, clock=clock, progress=work.progress, stop=work.stop)
        ) as outcomes,
    ):
        for outcome in outcomes:
            with work.display.pause():
                _report(outcome, reporter, tally=tally)
    return tally.exit_code


def bag_options(flags: argparse.Namespace) -> BagOptions:
    """Give the options that the flags ask for."""
    opinion = flags.second_opinion
    return BagOptions(
        sources=tuple(flags.sources),
        output=flags.output,
        sheet=flags.metadata,
        checksums=tuple(flags.checksums),
        profile=flags.profile,
        verify=not flags.no_verify,
        identify=not flags.no_identify,
        second_opinion=None if opinion is None else SecondOpinion(opinion),
        exclude_junk=flags.exclude_junk,
        allow_risky_names=flags.allow_risky_names,
        trust_times=flags.trust_times,
        restart=flags.restart,
        dry_run=flags.dry_run,
        workers=readers.count(flags, flags.sources),
        cluster=cluster_flags.address(flags),
    )


def bag_settings(flags: argparse.Namespace, settings: Settings) -> Settings:
    """Put the flags over the settings.

    Raises UsageError for an algorithm that is not known.
    """
    names = flags.algorithm
    known = [reading.algorithm(name, "--algorithm") for name in names or ()]
    return config.with_bag(
        config.with_ocr(settings) if flags.ocr else settings,
        algorithms=names and dict.fromkeys(known),
        serialize=flags.serialize and Serialization(flags.serialize),
    )


def _report(outcome: BagOutcome | Notice, reporter: Reporter, *, tally: Tally) -> None:
    if isinstance(outcome, Notice):
        reporter.notice(outcome)
        return
    tally.add_bag(outcome)
    reporter.bag(outcome)
