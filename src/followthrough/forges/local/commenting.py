"""What a comment does to the rows of the tracker file; inside the transaction of its caller, as in `writing`."""

from __future__ import annotations

from followthrough.errors import ForgeError
from followthrough.forges.local.writing import Writer, check_sizes, touch
from followthrough.model import Comment, Thread


def post_comment(writer: Writer, thread: Thread, body: str) -> int:
    """Add a comment and return its id. Raises ForgeError on a locked thread."""
    check_sizes("comment", body)
    if writer.require(thread.number, thread.kind)["locked"]:
        raise ForgeError(f"#{thread.number} is locked: nobody can comment there", hint="unlock it")
    writer.enter(writer.me)
    made = writer.db.execute(
        "INSERT INTO comments (number, body, author, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
        (thread.number, body, writer.me.login, writer.now, writer.now),
    )
    touch(writer, thread.number)
    writer.tell("commented", thread.number, {"comment": made.lastrowid})
    if made.lastrowid is None:  # pragma: no cover - an INSERT that succeeded has a row id
        raise ForgeError(f"The tracker gave no id to a comment on #{thread.number}")
    return made.lastrowid


def edit_comment(writer: Writer, comment: Comment, body: str) -> None:
    """Replace the text of a comment."""
    check_sizes("comment", body)
    if writer.comment(comment).body == body:
        return
    writer.db.execute("UPDATE comments SET body = ?, updated_at = ? WHERE id = ?", (body, writer.now, comment.id))
    writer.tell("comment edited", comment.thread.number, {"comment": comment.id})


def fold_comment(writer: Writer, comment: Comment) -> None:
    """Hide a comment."""
    if writer.comment(comment).folded:
        return
    writer.db.execute("UPDATE comments SET folded = 1 WHERE id = ?", (comment.id,))
    writer.tell("comment folded", comment.thread.number, {"comment": comment.id})
