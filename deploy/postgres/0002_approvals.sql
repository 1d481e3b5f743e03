-- What is looked for of the grains' records: lists, the inbox, credentials. It is written in the transaction that
-- writes the record, from what the grain says of it, so that no list is ever behind and none ahead.
-- Times are UTC in ticks of 100 ns since year 1, as in the records.

-- The versions that a tenant's directory and policies have by now. A write that was decided on others is refused.
CREATE TABLE tenants (
    tenant    text    PRIMARY KEY,
    directory integer NOT NULL DEFAULT 0,
    policies  integer NOT NULL DEFAULT 0
);

CREATE TABLE tenant_keys (
    key    text PRIMARY KEY,
    tenant text NOT NULL
);

CREATE TABLE tenant_issuers (
    issuer   text NOT NULL,
    audience text NOT NULL,
    tenant   text NOT NULL,
    PRIMARY KEY (issuer, audience)
);

-- The tenants whose people changed, or are about to, since their pending requests were looked at.
CREATE TABLE rechecks (
    tenant  text    PRIMARY KEY,
    version integer NOT NULL, -- of the directory
    due     bigint  NOT NULL  -- from this on
);

CREATE INDEX rechecks_by_due ON rechecks (due);

-- Every version of every policy.
CREATE TABLE policy_versions (
    tenant       text    NOT NULL,
    name         text    NOT NULL,
    version      integer NOT NULL,
    source       text    NOT NULL,
    published_at bigint  NOT NULL,
    published_by text    NOT NULL,
    PRIMARY KEY (tenant, name, version)
);

-- What people and programs with an admin's rights did. A row is added before the act, and its end when it is known.
CREATE TABLE audit (
    seq     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant  text   NOT NULL,
    at      bigint NOT NULL,
    actor   text   NOT NULL,
    act     text   NOT NULL,
    subject text   NOT NULL,
    outcome text,
    tag     text,
    created text
);

CREATE INDEX audit_by_tenant ON audit (tenant, seq);

CREATE TABLE requests (
    seq       bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- the order of arrival
    service   text    NOT NULL,
    tenant    text    NOT NULL,
    id        text    NOT NULL,
    record    integer NOT NULL, -- the version of the record that this was written from
    status    text    NOT NULL,
    tool      text    NOT NULL,
    agent     text    NOT NULL,
    executor  text,
    names     text[]  NOT NULL, -- who may review: roles, and people as @name
    due       bigint,           -- after this, time itself changes the request
    outbox    bigint,           -- from this on, an effect is to be carried out
    is_parked boolean NOT NULL,
    UNIQUE (tenant, id)
);

CREATE INDEX requests_by_tenant ON requests (tenant, seq);
CREATE INDEX requests_by_status ON requests (tenant, status, seq);
CREATE INDEX requests_by_agent ON requests (tenant, agent, status, seq);
CREATE INDEX requests_by_executor ON requests (tenant, executor, seq) WHERE executor IS NOT NULL;
CREATE INDEX requests_by_due ON requests (due) WHERE due IS NOT NULL;
CREATE INDEX requests_by_outbox ON requests (outbox) WHERE outbox IS NOT NULL;
CREATE INDEX requests_parked ON requests (tenant, seq) WHERE is_parked;

-- What waits for a review, by the names that may give it: the inbox walks this and not the requests.
CREATE TABLE inbox (
    tenant text   NOT NULL,
    name   text   NOT NULL,
    seq    bigint NOT NULL,
    PRIMARY KEY (tenant, name, seq)
);

-- The last denial of an action to an agent. After a day it counts for nothing, and goes.
CREATE TABLE denials (
    tenant text   NOT NULL,
    agent  text   NOT NULL,
    digest text   NOT NULL,
    id     text   NOT NULL,
    status text   NOT NULL,
    at     bigint NOT NULL,
    reason text   NOT NULL,
    PRIMARY KEY (tenant, agent, digest)
);

CREATE INDEX denials_by_at ON denials (at);

-- How many requests of an agent were let in since they were last counted: no fewer than wait. At the limit, they are
-- counted.
CREATE TABLE agents (
    tenant   text    NOT NULL,
    agent    text    NOT NULL,
    admitted integer NOT NULL,
    PRIMARY KEY (tenant, agent)
);

-- Requests that were let in and are not stored yet. What is not by then never will be: no call takes so long.
CREATE TABLE admissions (
    tenant text        NOT NULL,
    id     text        NOT NULL,
    agent  text        NOT NULL,
    until  timestamptz NOT NULL DEFAULT clock_timestamp() + interval '2 minutes',
    PRIMARY KEY (tenant, id)
);

CREATE INDEX admissions_by_agent ON admissions (tenant, agent);

-- Lets one more request of an agent wait, if so many do not already. This does not wait for the disk: the commit that
-- stores the request takes it along.
CREATE FUNCTION admit(p_tenant text, p_agent text, p_id text, p_limit integer)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_waiting integer;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    INSERT INTO agents AS a (tenant, agent, admitted) VALUES (p_tenant, p_agent, 1)
    ON CONFLICT (tenant, agent) DO UPDATE SET admitted = a.admitted + 1 WHERE a.admitted < p_limit;
    IF NOT FOUND THEN
        PERFORM 1 FROM agents WHERE tenant = p_tenant AND agent = p_agent FOR UPDATE;
        DELETE FROM admissions WHERE tenant = p_tenant AND agent = p_agent AND until < clock_timestamp();
        SELECT (SELECT count(*) FROM requests WHERE tenant = p_tenant AND agent = p_agent AND status = 'pending')
            + (SELECT count(*) FROM admissions WHERE tenant = p_tenant AND agent = p_agent AND id <> p_id)
        INTO v_waiting;
        IF v_waiting >= p_limit THEN
            RETURN false;
        END IF;

        UPDATE agents SET admitted = v_waiting + 1 WHERE tenant = p_tenant AND agent = p_agent;
    END IF;

    INSERT INTO admissions AS a (tenant, id, agent) VALUES (p_tenant, p_id, p_agent)
    ON CONFLICT (tenant, id) DO UPDATE SET until = excluded.until;
    RETURN true;
END $$;

-- A write that was decided on another directory or other policies than are in force is refused with AP001. They cannot
-- change before it commits.
CREATE FUNCTION check_fence(p_tenant text, p_fence jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM tenants
    WHERE tenant = p_tenant
        AND (NOT p_fence ? 'directory' OR directory = (p_fence ->> 'directory')::integer)
        AND (NOT p_fence ? 'policies' OR policies = (p_fence ->> 'policies')::integer)
    FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The directory or the policies of tenant % changed meanwhile.', p_tenant USING ERRCODE = 'AP001';
    END IF;
END $$;

CREATE FUNCTION project_request(p_service text, p_record integer, p jsonb) RETURNS void LANGUAGE plpgsql AS $$
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
        INSERT INTO requests (service, tenant, id, record, status, tool, agent, executor, names, due, outbox, is_parked)
        VALUES (p_service, p ->> 'tenant', p ->> 'id', p_record, p ->> 'status', p ->> 'tool', p ->> 'agent', p ->> 'executor',
            v_names, (p ->> 'due')::bigint, (p ->> 'outbox')::bigint, (p ->> 'isParked')::boolean)
        RETURNING seq INTO v_seq;
        DELETE FROM admissions WHERE tenant = p ->> 'tenant' AND id = p ->> 'id';
    ELSE
        UPDATE requests
        SET record = p_record, status = p ->> 'status', executor = p ->> 'executor', names = v_names,
            due = (p ->> 'due')::bigint, outbox = (p ->> 'outbox')::bigint, is_parked = (p ->> 'isParked')::boolean
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

-- A key or an issuer that belongs to another tenant is refused with AP002 and its name.
CREATE FUNCTION project_tenant(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_owner text;
    v_thing jsonb;
BEGIN
    INSERT INTO tenants AS t (tenant, directory) VALUES (p ->> 'tenant', (p ->> 'directory')::integer)
    ON CONFLICT (tenant) DO UPDATE SET directory = greatest(t.directory, excluded.directory);

    FOR v_thing IN SELECT jsonb_array_elements(p -> 'keys') ORDER BY 1 LOOP
        INSERT INTO tenant_keys AS k (key, tenant) VALUES (v_thing #>> '{}', p ->> 'tenant')
        ON CONFLICT (key) DO UPDATE SET tenant = k.tenant RETURNING k.tenant INTO v_owner;
        IF v_owner <> p ->> 'tenant' THEN
            RAISE EXCEPTION '%', v_thing #>> '{}' USING ERRCODE = 'AP002';
        END IF;
    END LOOP;

    DELETE FROM tenant_issuers AS i
    WHERE i.tenant = p ->> 'tenant' AND NOT (p -> 'issuers') @> jsonb_build_array(jsonb_build_array(i.issuer, i.audience));
    FOR v_thing IN SELECT jsonb_array_elements(p -> 'issuers') ORDER BY 1 LOOP
        INSERT INTO tenant_issuers AS i (issuer, audience, tenant) VALUES (v_thing ->> 0, v_thing ->> 1, p ->> 'tenant')
        ON CONFLICT (issuer, audience) DO UPDATE SET tenant = i.tenant RETURNING i.tenant INTO v_owner;
        IF v_owner <> p ->> 'tenant' THEN
            RAISE EXCEPTION '%', v_thing ->> 0 USING ERRCODE = 'AP002';
        END IF;
    END LOOP;

    IF p ? 'recheck' THEN
        INSERT INTO rechecks (tenant, version, due) VALUES (p ->> 'tenant', (p ->> 'directory')::integer, (p ->> 'recheck')::bigint)
        ON CONFLICT (tenant) DO UPDATE SET version = excluded.version, due = excluded.due;
    END IF;
END $$;

CREATE FUNCTION project_policies(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tenants AS t (tenant, policies) VALUES (p ->> 'tenant', (p ->> 'policies')::integer)
    ON CONFLICT (tenant) DO UPDATE SET policies = greatest(t.policies, excluded.policies);
    INSERT INTO policy_versions (tenant, name, version, source, published_at, published_by)
    SELECT p ->> 'tenant', v ->> 'name', (v ->> 'version')::integer, v ->> 'source', (v ->> 'publishedAt')::bigint, v ->> 'publishedBy'
    FROM jsonb_array_elements(p -> 'published') AS v
    ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION project(p_service text, p_kind text, p_record integer, p jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CASE p_kind
        WHEN 'request' THEN PERFORM project_request(p_service, p_record, p);
        WHEN 'tenant' THEN PERFORM project_tenant(p);
        WHEN 'policies' THEN PERFORM project_policies(p);
        ELSE RAISE EXCEPTION 'There is no kind of record %.', p_kind;
    END CASE;
END $$;

-- Stores a record where the version is the one that the grain knows, or where there is none and the grain knows of none.
-- The payload is one line of JSON with what is looked for of the record, and after it the record. The answer is the
-- version now; unchanged where it was another, and then nothing is stored.
CREATE FUNCTION write_record(p_service text, p_kind text, p_key text, p_version integer, p_payload bytea)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_end    integer := position('\x0a'::bytea IN p_payload);
    v_line   jsonb := convert_from(substring(p_payload FROM 1 FOR v_end - 1), 'UTF8')::jsonb;
    v_record bytea := substring(p_payload FROM v_end + 1);
BEGIN
    IF v_line ? 'fence' THEN
        PERFORM check_fence(v_line ->> 'tenant', v_line -> 'fence');
    END IF;

    -- Every write is on the disk before it is answered, whatever the server's default: a version that a crash takes
    -- back would be given twice, and the second write of it would pass for the first.
    PERFORM set_config('synchronous_commit', 'on', true);

    IF p_version IS NULL THEN
        INSERT INTO grain_records (service, kind, key, version, record) VALUES (p_service, p_kind, p_key, 1, v_record)
        ON CONFLICT DO NOTHING;
    ELSE
        UPDATE grain_records SET version = version + 1, record = v_record, modified_at = now()
        WHERE service = p_service AND kind = p_kind AND key = p_key AND version = p_version;
    END IF;

    IF NOT FOUND THEN
        RETURN p_version;
    END IF;

    PERFORM project(p_service, p_kind, coalesce(p_version, 0) + 1, v_line);
    RETURN coalesce(p_version, 0) + 1;
END $$;
