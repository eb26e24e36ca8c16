"""What a run of the rollups did to each comment, in the words that a terminal and a step summary share."""

from __future__ import annotations

from followthrough.rollups.phrases import enumerated
from followthrough.rollups.posting import Post
from followthrough.rollups.rollup_json import FAILED, counted
from followthrough.rollups.run import RollupRun, ToldThread
from followthrough.rollups.status_markdown import sentence

SIGNS = {
    Post.FRESH: ("+", "green"),
    Post.LAST: ("+", "green"),
    Post.EDIT: ("~", "yellow"),
    Post.NOTHING: ("·", "dim"),
}
"""The sign of a posting and its style on a terminal."""
_PLANNED = {Post.FRESH: "post", Post.LAST: "post", Post.EDIT: "edit", Post.NOTHING: "leave"}
_CARRIED_OUT = {Post.FRESH: "posted", Post.LAST: "posted", Post.EDIT: "edited", Post.NOTHING: "left"}
_COMMENTS = {
    Post.FRESH: "fresh comment",
    Post.LAST: "last comment",
    Post.EDIT: "comment",
    Post.NOTHING: "comment",
}


def verb(post: Post, *, dry: bool) -> str:
    """What is done, or was: `post`, `posted`."""
    return (_PLANNED if dry else _CARRIED_OUT)[post]


def comment_of(told: ToldThread) -> str:
    """Which comment, and where: `fresh comment on pull request #812`."""
    posting = told.turn.posting
    if posting.post is Post.NOTHING and told.turn.memory is None:
        return "nothing to say yet"
    return f"{_COMMENTS[posting.post]} on {_place(told)}"


def run_sentence(run: RollupRun) -> str:
    """What a run comes to: `12 items: 5 open (2 overdue), 7 done · 1 fresh comment, 2 left alone`."""
    if not run.items and not run.threads:
        return "No action items are tracked."
    numbers = counted(FAILED if told.failed else told.turn.posting.post.value for told in run.threads)
    fresh, last, edits = (numbers[post.value] for post in (Post.FRESH, Post.LAST, Post.EDIT))
    parts = (
        (fresh, "fresh comment" if fresh == 1 else "fresh comments"),
        (last, "last comment" if last == 1 else "last comments"),
        (edits, "edit" if edits == 1 else "edits"),
        (numbers[Post.NOTHING.value], "left alone"),
        (numbers[FAILED] + len(run.failed), "failed"),
    )
    return " · ".join(filter(None, (sentence(run.items), enumerated(parts))))


def _place(told: ToldThread) -> str:
    thread, url = told.thread, told.url or ""
    if thread is None:
        return "a tracking issue, to be opened"
    if thread.kind == "issue":
        return f"tracking issue #{thread.number}"
    if "/merge_requests/" in url:
        return f"merge request !{thread.number}"
    return f"pull request #{thread.number}" if "/pull/" in url else f"change request #{thread.number}"
