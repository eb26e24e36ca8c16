-- The tracker file: issues and change requests share their numbers, as on the forges that this one stands in for.
-- Times are ISO 8601 in UTC. Nothing is ever deleted, so that no number comes back.

CREATE TABLE accounts (
  login TEXT PRIMARY KEY COLLATE NOCASE,
  name TEXT,
  email TEXT,
  is_bot INTEGER NOT NULL DEFAULT 0,
  member INTEGER NOT NULL DEFAULT 0,
  assignable INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE threads (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('issue', 'change_request')),
  title TEXT NOT NULL CHECK (title <> ''),
  author TEXT NOT NULL COLLATE NOCASE REFERENCES accounts (login),
  locked INTEGER NOT NULL DEFAULT 0,
  gone TEXT CHECK (gone IN ('deleted', 'transferred')),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);

CREATE TABLE issues (
  number INTEGER PRIMARY KEY REFERENCES threads (number),
  body TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  close_reason TEXT CHECK (close_reason IN ('completed', 'not_planned', 'duplicate')),
  closed_by TEXT COLLATE NOCASE REFERENCES accounts (login),
  closed_at TEXT,
  due TEXT,
  confidential INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE change_requests (
  number INTEGER PRIMARY KEY REFERENCES threads (number),
  sha TEXT NOT NULL UNIQUE,
  merged_at TEXT
);

CREATE TABLE labels (
  name TEXT PRIMARY KEY COLLATE NOCASE,
  color TEXT NOT NULL,
  description TEXT NOT NULL
);

CREATE TABLE issue_labels (
  number INTEGER NOT NULL REFERENCES issues (number),
  label TEXT NOT NULL COLLATE NOCASE REFERENCES labels (name),
  PRIMARY KEY (number, label)
);
CREATE INDEX issues_by_label ON issue_labels (label, number);

CREATE TABLE issue_assignees (
  number INTEGER NOT NULL REFERENCES issues (number),
  login TEXT NOT NULL COLLATE NOCASE REFERENCES accounts (login),
  PRIMARY KEY (number, login)
);

CREATE TABLE comments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number INTEGER NOT NULL REFERENCES threads (number),
  body TEXT NOT NULL,
  author TEXT NOT NULL COLLATE NOCASE REFERENCES accounts (login),
  folded INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE INDEX comments_by_thread ON comments (number, id);

-- Who did what, when; `detail` is a JSON object.
CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  verb TEXT NOT NULL,
  number INTEGER REFERENCES threads (number),
  detail TEXT NOT NULL DEFAULT '{}'
);
CREATE TRIGGER events_are_kept BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_are_true BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
