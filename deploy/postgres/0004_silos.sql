-- A silo that others took for dead changes no directory and no policies: their grains stand elsewhere by then, and do not
-- look again at what is stored. Whoever is about to take it for dead waits for what it is writing.

CREATE FUNCTION check_silo(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_status integer;
BEGIN
    SELECT status INTO v_status FROM cluster_silos
    WHERE deployment = p ->> 'deployment' AND address = p ->> 'address' AND port = (p ->> 'port')::integer
        AND generation = (p ->> 'generation')::integer
    FOR SHARE;
    -- Orleans' number for a dead one.
    IF v_status = 6 THEN
        RAISE EXCEPTION 'The silo %:% was taken for dead.', p ->> 'address', p ->> 'port' USING ERRCODE = 'AP003';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION project(p_service text, p_kind text, p_record integer, p jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_kind = 'request' THEN
        PERFORM project_request(p_service, p_record, p);
        RETURN;
    END IF;

    IF p ? 'silo' THEN
        PERFORM check_silo(p -> 'silo');
    END IF;

    PERFORM pg_advisory_xact_lock(tenant_lock(p ->> 'tenant'));
    CASE p_kind
        WHEN 'tenant' THEN PERFORM project_tenant(p);
        WHEN 'policies' THEN PERFORM project_policies(p);
        ELSE RAISE EXCEPTION 'There is no kind of record %.', p_kind;
    END CASE;
END $$;
