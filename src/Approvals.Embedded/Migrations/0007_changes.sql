-- In which order requests last changed, for whoever follows all of a tenant's.
ALTER TABLE requests ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;

UPDATE requests SET changed = seq;

CREATE INDEX requests_by_change ON requests (changed, tenant);
