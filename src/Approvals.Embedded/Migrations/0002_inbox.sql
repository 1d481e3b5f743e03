-- What waits for a review, by the roles that may give it: the inbox walks this and not the requests.

CREATE TABLE inbox (
    tenant TEXT    NOT NULL,
    role   TEXT    NOT NULL,
    seq    INTEGER NOT NULL,
    PRIMARY KEY (tenant, role, seq)
) STRICT, WITHOUT ROWID;

INSERT INTO inbox (tenant, role, seq)
SELECT DISTINCT r.tenant, j.value, r.seq FROM requests AS r, json_each(r.roles) AS j WHERE r.status = 'pending';

-- The engine writes requests; that they enter and leave the inbox is the file's own affair.
CREATE TRIGGER requests_enter_inbox AFTER INSERT ON requests WHEN new.status = 'pending' BEGIN
    INSERT INTO inbox (tenant, role, seq) SELECT DISTINCT new.tenant, value, new.seq FROM json_each(new.roles);
END;

CREATE TRIGGER requests_leave_inbox AFTER UPDATE OF status ON requests WHEN old.status = 'pending' AND new.status <> 'pending' BEGIN
    DELETE FROM inbox WHERE tenant = old.tenant AND seq = old.seq AND role IN (SELECT value FROM json_each(old.roles));
END;
