-- In which order requests last changed, for whoever follows all of a tenant's.
ALTER TABLE requests ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;

UPDATE requests SET changed = seq;

CREATE INDEX requests_by_change ON requests (changed, tenant);

-- Each start of the engine, and how many changes there were then: a place among changes that a backup had not is none.
CREATE TABLE change_epochs (
    number INTEGER PRIMARY KEY,
    epoch  TEXT    NOT NULL UNIQUE,
    since  INTEGER NOT NULL
) STRICT;
