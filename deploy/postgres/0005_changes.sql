-- In which order requests last changed, for whoever follows all of a tenant's: by the transaction that stored the change.
-- A transaction is passed over until none before it is under way, so that nothing comes in behind somebody's back.
ALTER TABLE requests ADD COLUMN version integer, ADD COLUMN changed xid8 NOT NULL DEFAULT '1';

CREATE INDEX requests_by_change ON requests (tenant, changed, seq);

-- Whom it was told to, and what is still to be told, is no change to those who follow it: the request's version stays.
CREATE OR REPLACE FUNCTION project_request(p_service text, p_record integer, p jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_seq    bigint;
    v_before text[];
    v_names  text[] := ARRAY(SELECT jsonb_array_elements_text(p -> 'names'));
    v_now    text[] := CASE WHEN p ->> 'status' = 'pending' THEN v_names ELSE '{}' END;
    v_was    text;
BEGIN
    SELECT seq, status, names INTO v_seq, v_was, v_before FROM requests
    WHERE tenant = p ->> 'tenant' AND id = p ->> 'id';
    IF v_seq IS NULL THEN
        INSERT INTO requests (service, tenant, id, record, status, tool, agent, executor, names, due, outbox, is_parked, version, changed)
        VALUES (p_service, p ->> 'tenant', p ->> 'id', p_record, p ->> 'status', p ->> 'tool', p ->> 'agent', p ->> 'executor',
            v_names, (p ->> 'due')::bigint, (p ->> 'outbox')::bigint, (p ->> 'isParked')::boolean, (p ->> 'version')::integer, pg_current_xact_id())
        RETURNING seq INTO v_seq;
        DELETE FROM admissions WHERE tenant = p ->> 'tenant' AND id = p ->> 'id';
    ELSE
        UPDATE requests
        SET record = p_record, status = p ->> 'status', executor = p ->> 'executor', names = v_names,
            due = (p ->> 'due')::bigint, outbox = (p ->> 'outbox')::bigint, is_parked = (p ->> 'isParked')::boolean,
            -- A silo of an older version does not say it.
            changed = CASE WHEN p -> 'version' IS NULL OR version IS DISTINCT FROM (p ->> 'version')::integer THEN pg_current_xact_id() ELSE changed END,
            version = (p ->> 'version')::integer
        WHERE seq = v_seq AND record <= p_record;
        IF NOT FOUND THEN
            RETURN;
        END IF;
    END IF;

    v_before := CASE WHEN v_was = 'pending' THEN v_before ELSE '{}' END;
    IF v_before <> v_now THEN
        DELETE FROM inbox WHERE tenant = p ->> 'tenant' AND seq = v_seq AND name = ANY (v_before) AND name <> ALL (v_now);
        INSERT INTO inbox (tenant, name, seq) SELECT p ->> 'tenant', name, v_seq FROM unnest(v_now) AS name
        WHERE name <> ALL (v_before) ON CONFLICT DO NOTHING;
    END IF;

    IF p ? 'denial' AND v_was IS DISTINCT FROM p ->> 'status' THEN
        INSERT INTO denials AS d (tenant, agent, digest, id, status, at, reason)
        VALUES (p ->> 'tenant', p ->> 'agent', p ->> 'digest', p ->> 'id', p ->> 'status',
            (p -> 'denial' ->> 'at')::bigint, p -> 'denial' ->> 'reason')
        ON CONFLICT (tenant, agent, digest) DO UPDATE
        SET id = excluded.id, status = excluded.status, at = excluded.at, reason = excluded.reason WHERE d.at <= excluded.at;
    END IF;
END $$;

-- Each server numbers its transactions for itself: what another one numbered is older than all that this one does.
CREATE TABLE change_source (
    system bigint NOT NULL
);

INSERT INTO change_source (system) SELECT system_identifier FROM pg_control_system();

-- By whose numbers the changes stand: of which server, and since which of its recoveries.
CREATE FUNCTION change_history() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT system_identifier || '-' || substring(pg_walfile_name(pg_current_wal_lsn()) FOR 8) FROM pg_control_system()
$$;

-- Called at every start: the database may have been restored on another server.
CREATE FUNCTION adopt_changes() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_system bigint := (SELECT system_identifier FROM pg_control_system());
BEGIN
    IF EXISTS (SELECT 1 FROM change_source WHERE system = v_system) THEN
        RETURN;
    END IF;

    UPDATE requests SET changed = '1' WHERE changed <> '1';
    DELETE FROM change_source;
    INSERT INTO change_source (system) VALUES (v_system);
END $$;
