-- What people and programs with an admin's rights did. A row is added before the act, and its end when it is known.
CREATE TABLE audit (
    seq     INTEGER PRIMARY KEY,
    tenant  TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    act     TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    outcome TEXT,
    tag     TEXT,
    created TEXT
) STRICT;

CREATE INDEX audit_by_tenant ON audit (tenant, seq);
