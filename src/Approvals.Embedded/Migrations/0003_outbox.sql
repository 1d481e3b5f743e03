-- Which requests have effects to carry out. A request whose effects are all acknowledged leaves this table alone:
-- its record keeps them until it is written again, and without a row here they count for nothing.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY, -- the request's
    due INTEGER              -- not before this, where an attempt failed; otherwise at once
) STRICT;

CREATE INDEX outbox_due ON outbox (due) WHERE due IS NOT NULL;

INSERT INTO outbox (seq, due) SELECT seq, outbox_due FROM requests WHERE outbox_due IS NOT NULL;

DROP INDEX requests_outbox;
DROP TRIGGER requests_enter_inbox; -- the engine fills the inbox itself
DROP TRIGGER requests_leave_inbox;
ALTER TABLE requests DROP COLUMN outbox_due;
