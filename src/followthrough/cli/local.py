"""`followthrough local`: act on the embedded forge by hand, as one would in the browser on another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from followthrough.forges.local import LocalForge
    from followthrough.model import IssueEdit

Result = TypeVar("Result")

NUMBER = click.argument("number", type=click.IntRange(min=1))
_REASONS = {"completed": "completed", "not-planned": "not_planned", "duplicate": "duplicate"}
_SPELLED_ALIKE = {"not_planned": "not-planned"}


@dataclass(frozen=True, slots=True)
class Seat:
    """Who acts, on which tracker file."""

    tracker: Path | None
    login: str

    def look(self, work: Callable[[LocalForge], Result]) -> Result:
        """Do something that only reads; makes no file."""
        return self._do(work, writable=False)

    def act(self, work: Callable[[LocalForge], Result]) -> Result:
        """Do something that may write."""
        return self._do(work, writable=True)

    def edit(self, number: int, edit: IssueEdit) -> None:
        """Change an issue and show what became of it."""
        from followthrough.forges.local.text import issue_line

        click.echo(issue_line(self.act(lambda forge: forge.edit_issue(number, edit))))

    def _do(self, work: Callable[[LocalForge], Result], *, writable: bool) -> Result:
        from followthrough.cli.connect import TRACKER
        from followthrough.cli.workspace import repository_here
        from followthrough.forges.local import LocalForge

        tracker = self.tracker or repository_here().root / TRACKER
        with closing(LocalForge(tracker, actor=self.login, writable=writable)) as forge:
            return work(forge)


class Reason(click.Choice[str]):
    """Why an issue is closed, with a dash or, as GitHub writes it, with an underscore."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The reason as it is listed."""
        return super().convert(_SPELLED_ALIKE.get(value, value), param, ctx)


@click.group()
@click.option("--as", "login", metavar="NAME", envvar="FOLLOWTHROUGH_AS", help="Who acts; your user name by default.")
@click.option(
    "--local",
    "tracker",
    metavar="FILE",
    type=click.Path(path_type=Path),
    envvar="FOLLOWTHROUGH_LOCAL",
    help="The tracker file.  [default: .followthrough/tracker.sqlite3 of the repository]",
)
@click.pass_context
def local(context: click.Context, login: str | None, tracker: Path | None) -> None:
    """Act on the embedded forge by hand."""
    context.obj = Seat(tracker, login or getuser())


@local.command("list")
@click.option("--all", "also_closed", is_flag=True, help="Closed issues too.")
@click.pass_obj
def list_issues(seat: Seat, *, also_closed: bool) -> None:
    """List the issues."""
    from followthrough.forges.local.people import all_issues
    from followthrough.forges.local.text import issue_line
    from followthrough.model import IssueState

    for issue in seat.look(all_issues):
        if also_closed or issue.state is IssueState.OPEN:
            click.echo(issue_line(issue))


@local.command()
@NUMBER
@click.pass_obj
def show(seat: Seat, number: int) -> None:
    """Show an issue, or the commit that stands for a change request, with its comments."""
    click.echo(seat.look(lambda forge: _page(forge, number)))


@local.command()
@NUMBER
@click.option("--reason", type=Reason(list(_REASONS)), default="completed", show_default=True)
@click.pass_obj
def close(seat: Seat, number: int, reason: str) -> None:
    """Close an issue."""
    from followthrough.model import CloseReason, IssueEdit, IssueState

    seat.edit(number, IssueEdit(state=IssueState.CLOSED, close_reason=CloseReason(_REASONS[reason])))


@local.command()
@NUMBER
@click.pass_obj
def reopen(seat: Seat, number: int) -> None:
    """Open a closed issue again."""
    from followthrough.model import IssueEdit, IssueState

    seat.edit(number, IssueEdit(state=IssueState.OPEN))


@local.command()
@NUMBER
@click.option("--title", help="A new title.")
@click.option("--body", help="A new text, whole.")
@click.option("--due", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="A new due date, YYYY-MM-DD.")
@click.pass_obj
def edit(seat: Seat, number: int, title: str | None, body: str | None, due: datetime | None) -> None:
    """Change title, text or due date of an issue."""
    from followthrough.model import IssueEdit

    seat.edit(number, IssueEdit(title=title, body=body, due=due.date() if due else None))


@local.command()
@NUMBER
@click.argument("logins", metavar="LOGIN...", nargs=-1, required=True)
@click.option("--remove", is_flag=True, help="Take them off instead.")
@click.pass_obj
def assign(seat: Seat, number: int, logins: tuple[str, ...], *, remove: bool) -> None:
    """Assign people to an issue."""
    from followthrough.model import IssueEdit

    seat.edit(number, IssueEdit(remove_assignees=logins) if remove else IssueEdit(add_assignees=logins))


@local.command()
@NUMBER
@click.argument("names", metavar="LABEL...", nargs=-1, required=True)
@click.option("--remove", is_flag=True, help="Take them off instead.")
@click.pass_obj
def label(seat: Seat, number: int, names: tuple[str, ...], *, remove: bool) -> None:
    """Put labels on an issue."""
    from followthrough.model import IssueEdit

    seat.edit(number, IssueEdit(remove_labels=names) if remove else IssueEdit(add_labels=names))


@local.command()
@NUMBER
@click.argument("text")
@click.pass_obj
def comment(seat: Seat, number: int, text: str) -> None:
    """Comment on an issue."""
    from followthrough.model import Thread

    posted = seat.act(lambda forge: forge.post_comment(Thread(kind="issue", number=number), text))
    click.echo(posted.url)


def _page(forge: LocalForge, number: int) -> str:
    from followthrough.errors import NotFound
    from followthrough.forges.local.text import change_request_page, issue_page
    from followthrough.model import Thread

    try:
        return issue_page(forge.get_issue(number), forge.list_comments(Thread(kind="issue", number=number)))
    except NotFound:
        thread = Thread(kind="change_request", number=number)
        return change_request_page(forge.get_change_request(number), forge.list_comments(thread))
