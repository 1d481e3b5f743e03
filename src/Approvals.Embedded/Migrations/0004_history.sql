-- How many requests of an agent wait, in one row that changes once a commit.
CREATE TABLE pending (
    tenant TEXT    NOT NULL,
    agent  TEXT    NOT NULL,
    count  INTEGER NOT NULL,
    PRIMARY KEY (tenant, agent)
) STRICT, WITHOUT ROWID;

INSERT INTO pending (tenant, agent, count)
SELECT tenant, agent, count(*) FROM requests WHERE status = 'pending' GROUP BY tenant, agent;

-- The last denial of an action to an agent. After a day it counts for nothing, and goes.
CREATE TABLE denials (
    tenant TEXT    NOT NULL,
    agent  TEXT    NOT NULL,
    digest TEXT    NOT NULL,
    seq    INTEGER NOT NULL, -- the request's
    at     INTEGER NOT NULL,
    PRIMARY KEY (tenant, agent, digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX denials_at ON denials (at);

-- julianday counts days; year 1 begins at 1721425.5.
INSERT INTO denials (tenant, agent, digest, seq, at)
SELECT tenant, agent, CAST(record AS TEXT) ->> '$.request.action.digest', seq,
    CAST((julianday(CAST(record AS TEXT) ->> '$.request.decision.at') - 1721425.5) * 864000000000 AS INTEGER)
FROM requests WHERE status IN ('denied', 'expired')
ORDER BY seq
ON CONFLICT (tenant, agent, digest) DO UPDATE SET seq = excluded.seq, at = excluded.at;

-- Which requests have effects that were given up.
CREATE TABLE parked (
    tenant TEXT    NOT NULL,
    seq    INTEGER NOT NULL, -- the request's
    PRIMARY KEY (tenant, seq)
) STRICT, WITHOUT ROWID;

-- The tenants whose people changed, or are about to, since their pending requests were looked at.
CREATE TABLE rechecks (
    tenant  TEXT    PRIMARY KEY,
    version INTEGER NOT NULL, -- of the tenant
    due     INTEGER NOT NULL, -- from this on
    after   INTEGER NOT NULL  -- the requests up to this seq are done
) STRICT, WITHOUT ROWID;

CREATE INDEX rechecks_due ON rechecks (due);
