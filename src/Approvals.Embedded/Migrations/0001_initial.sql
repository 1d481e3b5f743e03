-- Times are UTC in ticks of 100 ns since year 1, as in the records.

CREATE TABLE tenants (
    id     TEXT PRIMARY KEY,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE policies (
    tenant       TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    source       TEXT    NOT NULL,
    published_at INTEGER NOT NULL,
    published_by TEXT    NOT NULL,
    PRIMARY KEY (tenant, name, version)
) STRICT;

-- One row per request: the record holds state and outbox, the other columns repeat what is looked for.
CREATE TABLE requests (
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
    outbox_due   INTEGER,             -- from this on, an effect is to be carried out
    record       BLOB    NOT NULL,
    UNIQUE (tenant, id)
) STRICT;

CREATE INDEX requests_by_status ON requests (tenant, status, seq);
CREATE INDEX requests_by_agent ON requests (tenant, agent, seq);
CREATE INDEX requests_by_executor ON requests (tenant, executor, seq) WHERE executor IS NOT NULL;
CREATE INDEX requests_due ON requests (due_after) WHERE due_after IS NOT NULL;
CREATE INDEX requests_outbox ON requests (outbox_due) WHERE outbox_due IS NOT NULL;
