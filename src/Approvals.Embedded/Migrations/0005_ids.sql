-- Where a request is found by its id. Ids come in no order, so each would land on a page of its own: those of the
-- newest requests are kept in memory, and brought here many at a time, in their order.
CREATE TABLE request_ids (
    tenant TEXT    NOT NULL,
    id     TEXT    NOT NULL,
    seq    INTEGER NOT NULL, -- the request's
    PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

INSERT INTO request_ids (tenant, id, seq) SELECT tenant, id, seq FROM requests ORDER BY tenant, id;

-- The requests up to this seq are all there.
CREATE TABLE request_ids_end (
    seq INTEGER NOT NULL
) STRICT;

INSERT INTO request_ids_end (seq) SELECT coalesce(max(seq), 0) FROM requests;

-- The same without its own index of ids.
CREATE TABLE requests_moved (
    seq          INTEGER PRIMARY KEY, -- the order of arrival
    tenant       TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    status       TEXT    NOT NULL,
    tool         TEXT    NOT NULL,
    agent        TEXT    NOT NULL,
    executor     TEXT,
    roles        TEXT    NOT NULL,    -- a JSON array: who may review
    due_after    INTEGER,             -- after this, time itself changes the request
    record       BLOB    NOT NULL
) STRICT;

INSERT INTO requests_moved (seq, tenant, id, version, status, tool, agent, executor, roles, due_after, record)
SELECT seq, tenant, id, version, status, tool, agent, executor, roles, due_after, record FROM requests ORDER BY seq;

DROP TABLE requests;
ALTER TABLE requests_moved RENAME TO requests;

CREATE INDEX requests_by_status ON requests (tenant, status, seq);
CREATE INDEX requests_by_agent ON requests (tenant, agent, seq);
CREATE INDEX requests_by_executor ON requests (tenant, executor, seq) WHERE executor IS NOT NULL;
CREATE INDEX requests_due ON requests (due_after) WHERE due_after IS NOT NULL;
