-- The store of demarche, version 1. Days are counted from 1970-01-01, scores and confidences are in hundredths,
-- offsets count Unicode characters of the article's text, end-exclusive. docs/store.md explains it.

CREATE TABLE categories (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, quad TEXT NOT NULL) STRICT;
CREATE TABLE statuses (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE relations (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

-- One article. `story` is the least id among the near-copies of it, its own when there is none.
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  title TEXT,
  day INTEGER,
  source TEXT,
  url TEXT,
  content BLOB NOT NULL UNIQUE,
  sketch BLOB,
  story INTEGER NOT NULL
) STRICT;
CREATE INDEX documents_story ON documents (story);

-- Keys under which near-copies find each other.
CREATE TABLE bands (band INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (band, document)) STRICT, WITHOUT ROWID;

-- One actor: what most articles have. `folded` is the name folded for searching.
CREATE TABLE entities (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  wikipedia TEXT,
  part_of TEXT,
  documents INTEGER NOT NULL,
  mentions INTEGER NOT NULL
) STRICT;
CREATE INDEX entities_folded ON entities (folded);

-- How many articles say what of an actor: 1 name, 2 kind, 3 country, 4 wikipedia, 5 part_of.
CREATE TABLE traits (
  entity INTEGER NOT NULL,
  trait INTEGER NOT NULL,
  value TEXT NOT NULL,
  documents INTEGER NOT NULL,
  PRIMARY KEY (entity, trait, value)
) STRICT, WITHOUT ROWID;

-- The words that name an actor, as written and folded for searching, and how often they do.
CREATE TABLE aliases (
  entity INTEGER NOT NULL,
  words TEXT NOT NULL,
  folded TEXT NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (entity, words)
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_folded ON aliases (folded);

-- An actor as one article has it.
CREATE TABLE presences (
  document INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  wikipedia TEXT,
  part_of TEXT,
  PRIMARY KEY (document, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX presences_entity ON presences (entity);

CREATE TABLE offices (
  document INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  title TEXT NOT NULL,
  body TEXT,
  status TEXT NOT NULL
) STRICT;
CREATE INDEX offices_document ON offices (document);

-- The words of an article that stand for an actor: kind is name, nominal or pronoun.
CREATE TABLE mentions (
  document INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (document, start, "end", entity, kind)
) STRICT, WITHOUT ROWID;

-- Who did what to whom: the reports of one pair, relation and status that speak of the same time.
-- category 0 is a standing tie, which has no day of its own.
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  target INTEGER NOT NULL,
  relation INTEGER NOT NULL,
  category INTEGER NOT NULL,
  status INTEGER NOT NULL,
  reciprocal INTEGER NOT NULL,
  first_day INTEGER,
  last_day INTEGER,
  reports INTEGER NOT NULL,
  independent INTEGER NOT NULL,
  score INTEGER NOT NULL,
  confidence INTEGER NOT NULL
) STRICT;

-- One sentence that reports an event. claimant and place are entities.
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  event INTEGER NOT NULL,
  document INTEGER NOT NULL,
  first_day INTEGER,
  last_day INTEGER,
  published INTEGER,
  score INTEGER NOT NULL,
  confidence INTEGER NOT NULL,
  claimant INTEGER,
  place INTEGER,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL,
  object_start INTEGER,
  object_end INTEGER,
  mode TEXT,
  cameo TEXT NOT NULL,
  title TEXT,
  trigger_words TEXT NOT NULL,
  object_words TEXT,
  sentence TEXT NOT NULL
) STRICT;
