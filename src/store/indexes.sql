CREATE INDEX events_pair ON events (source, target, relation, category, status, reciprocal);
CREATE INDEX events_target ON events (target);
CREATE INDEX evidence_event ON evidence (event);
CREATE INDEX evidence_document ON evidence (document);
