-- What the ADO.NET providers of Orleans need: their queries by key, and the tables that these work on. The keys and
-- the parameters are the providers' contract, tables and statements are ours.

CREATE TABLE orleansquery (
    querykey  text PRIMARY KEY,
    querytext text NOT NULL
);

-- Membership: a version for each deployment, which every change of its silos moves on by one.
CREATE TABLE cluster_versions (
    deployment text        PRIMARY KEY,
    version    integer     NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE cluster_silos (
    deployment    text        NOT NULL REFERENCES cluster_versions,
    address       text        NOT NULL,
    port          integer     NOT NULL,
    generation    integer     NOT NULL,
    name          text        NOT NULL,
    host          text        NOT NULL,
    status        integer     NOT NULL,
    gateway_port  integer,
    suspect_times text,
    started_at    timestamptz NOT NULL,
    alive_at      timestamptz NOT NULL,
    PRIMARY KEY (deployment, address, port, generation)
);

INSERT INTO orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', '
WITH inserted AS (INSERT INTO cluster_versions (deployment) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
SELECT count(*)::integer FROM inserted'),

('InsertMembershipKey', '
WITH moved AS (
    UPDATE cluster_versions AS v SET version = v.version + 1, changed_at = now()
    WHERE v.deployment = @DeploymentId AND v.version = @Version AND NOT EXISTS (
        SELECT 1 FROM cluster_silos AS s
        WHERE s.deployment = v.deployment AND s.address = @Address AND s.port = @Port AND s.generation = @Generation)
    RETURNING v.deployment),
inserted AS (
    INSERT INTO cluster_silos (deployment, address, port, generation, name, host, status, gateway_port, started_at, alive_at)
    SELECT deployment, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
    RETURNING 1)
SELECT count(*)::integer FROM inserted'),

('UpdateMembershipKey', '
WITH moved AS (
    UPDATE cluster_versions AS v SET version = v.version + 1, changed_at = now()
    WHERE v.deployment = @DeploymentId AND v.version = @Version AND EXISTS (
        SELECT 1 FROM cluster_silos AS s
        WHERE s.deployment = v.deployment AND s.address = @Address AND s.port = @Port AND s.generation = @Generation)
    RETURNING v.deployment),
updated AS (
    UPDATE cluster_silos AS s SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
    FROM moved
    WHERE s.deployment = moved.deployment AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    RETURNING 1)
SELECT count(*)::integer FROM updated'),

('UpdateIAmAlivetimeKey', '
UPDATE cluster_silos SET alive_at = @IAmAliveTime
WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),

('MembershipReadRowKey', '
SELECT s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName, s.host AS HostName,
    s.status AS Status, s.gateway_port AS ProxyPort, s.suspect_times AS SuspectTimes, s.started_at AS StartTime,
    s.alive_at AS IAmAliveTime, v.version AS Version
FROM cluster_versions AS v LEFT JOIN cluster_silos AS s
    ON s.deployment = v.deployment AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
WHERE v.deployment = @DeploymentId'),

('MembershipReadAllKey', '
SELECT s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName, s.host AS HostName,
    s.status AS Status, s.gateway_port AS ProxyPort, s.suspect_times AS SuspectTimes, s.started_at AS StartTime,
    s.alive_at AS IAmAliveTime, v.version AS Version
FROM cluster_versions AS v LEFT JOIN cluster_silos AS s ON s.deployment = v.deployment
WHERE v.deployment = @DeploymentId'),

('GatewaysQueryKey', '
SELECT address AS Address, gateway_port AS ProxyPort, generation AS Generation
FROM cluster_silos WHERE deployment = @DeploymentId AND status = @Status AND gateway_port > 0'),

('DeleteMembershipTableEntriesKey', '
WITH silos AS (DELETE FROM cluster_silos WHERE deployment = @DeploymentId)
DELETE FROM cluster_versions WHERE deployment = @DeploymentId'),

-- A silo that is active (3) stays, however long it has not been heard of: that is for the others to decide.
('CleanupDefunctSiloEntriesKey', '
DELETE FROM cluster_silos WHERE deployment = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3');

-- Reminders.
CREATE TABLE reminders (
    service    text        NOT NULL,
    grain      text        NOT NULL,
    name       text        NOT NULL,
    starts_at  timestamptz NOT NULL,
    period     bigint      NOT NULL, -- in ms
    grain_hash integer     NOT NULL,
    version    integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (service, grain, name)
);

CREATE INDEX reminders_by_hash ON reminders (service, grain_hash);

-- Neither waits for the disk. A grain stores its record after the reminder, and that commit takes this one along; and
-- where a crash brings an older reminder back, the grain is woken once too often.
CREATE FUNCTION put_reminder(
    p_service text, p_grain text, p_name text, p_starts_at timestamptz, p_period bigint, p_grain_hash integer)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_version integer;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    INSERT INTO reminders AS r (service, grain, name, starts_at, period, grain_hash)
    VALUES (p_service, p_grain, p_name, p_starts_at, p_period, p_grain_hash)
    ON CONFLICT (service, grain, name) DO UPDATE
    SET starts_at = excluded.starts_at, period = excluded.period, grain_hash = excluded.grain_hash, version = r.version + 1
    RETURNING r.version INTO v_version;
    RETURN v_version;
END $$;

CREATE FUNCTION remove_reminder(p_service text, p_grain text, p_name text, p_version integer)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    DELETE FROM reminders WHERE service = p_service AND grain = p_grain AND name = p_name AND version = p_version;
    RETURN FOUND;
END $$;

INSERT INTO orleansquery (querykey, querytext) VALUES
('UpsertReminderRowKey', '
SELECT put_reminder(@ServiceId, @GrainId, @ReminderName, @StartTime, @Period::bigint, @GrainHash) AS Version'),

('ReadReminderRowsKey', '
SELECT grain AS GrainId, name AS ReminderName, starts_at AS StartTime, period AS Period, version AS Version
FROM reminders WHERE service = @ServiceId AND grain = @GrainId'),

('ReadReminderRowKey', '
SELECT grain AS GrainId, name AS ReminderName, starts_at AS StartTime, period AS Period, version AS Version
FROM reminders WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName'),

('ReadRangeRows1Key', '
SELECT grain AS GrainId, name AS ReminderName, starts_at AS StartTime, period AS Period, version AS Version
FROM reminders WHERE service = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash'),

-- A range that goes over the end of the ring.
('ReadRangeRows2Key', '
SELECT grain AS GrainId, name AS ReminderName, starts_at AS StartTime, period AS Period, version AS Version
FROM reminders WHERE service = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)'),

('DeleteReminderRowKey', '
SELECT remove_reminder(@ServiceId, @GrainId, @ReminderName, @Version)'),

('DeleteReminderRowsKey', '
DELETE FROM reminders WHERE service = @ServiceId');

-- Storage: one row a grain. The record is the engine's versioned JSON, byte for byte.
CREATE TABLE grain_records (
    service     text        NOT NULL,
    kind        text        NOT NULL,
    key         text        NOT NULL,
    version     integer     NOT NULL, -- the etag
    record      bytea       NOT NULL,
    modified_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (service, kind, key)
);

INSERT INTO orleansquery (querykey, querytext) VALUES
('ReadFromStorageKey', '
SELECT record AS PayloadBinary, version AS Version
FROM grain_records WHERE service = @ServiceId AND kind = @GrainTypeString AND key = @GrainIdExtensionString'),

('WriteToStorageKey', '
SELECT write_record(@ServiceId, @GrainTypeString, @GrainIdExtensionString, @GrainStateVersion, @PayloadBinary) AS NewGrainStateVersion'),

-- No grain takes its record back: there are receipts to be told from it.
('ClearStorageKey', '
SELECT NULL::integer AS NewGrainStateVersion');
