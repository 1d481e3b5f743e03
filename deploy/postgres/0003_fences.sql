-- Whoever writes what was decided on a tenant's directory and policies holds a lock that those who change them wait
-- for. It is an advisory one: row locks that many share have PostgreSQL keep lists of their holders.

-- Writes that are under way end first, or take part in what follows.
LOCK TABLE grain_records IN ACCESS EXCLUSIVE MODE;

CREATE FUNCTION tenant_lock(p_tenant text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT hashtextextended(p_tenant, 0)
$$;

-- A write that was decided on another directory or other policies than are in force is refused with AP001. They cannot
-- change before it commits.
CREATE OR REPLACE FUNCTION check_fence(p_tenant text, p_fence jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(tenant_lock(p_tenant));
    -- A statement of its own: it sees what was committed before the lock was given.
    PERFORM 1 FROM tenants
    WHERE tenant = p_tenant
        AND (NOT p_fence ? 'directory' OR directory = (p_fence ->> 'directory')::integer)
        AND (NOT p_fence ? 'policies' OR policies = (p_fence ->> 'policies')::integer);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The directory or the policies of tenant % changed meanwhile.', p_tenant USING ERRCODE = 'AP001';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION project(p_service text, p_kind text, p_record integer, p jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_kind = 'request' THEN
        PERFORM project_request(p_service, p_record, p);
        RETURN;
    END IF;

    PERFORM pg_advisory_xact_lock(tenant_lock(p ->> 'tenant'));
    CASE p_kind
        WHEN 'tenant' THEN PERFORM project_tenant(p);
        WHEN 'policies' THEN PERFORM project_policies(p);
        ELSE RAISE EXCEPTION 'There is no kind of record %.', p_kind;
    END CASE;
END $$;
