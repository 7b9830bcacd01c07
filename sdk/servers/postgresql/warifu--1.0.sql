-- SPDX-License-Identifier: MIT
\echo Use "CREATE EXTENSION warifu" to load this file. \quit

CREATE FUNCTION warifu_sessions(
    OUT pid integer, OUT account text, OUT database text, OUT uid bigint, OUT gid bigint,
    OUT domain text, OUT evidence text, OUT decision text, OUT reason_id text)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'pg_warifu_sessions'
LANGUAGE C STRICT VOLATILE PARALLEL RESTRICTED;

CREATE VIEW warifu_sessions AS SELECT * FROM warifu_sessions();

CREATE FUNCTION warifu_reload() RETURNS void
AS 'MODULE_PATHNAME', 'pg_warifu_reload'
LANGUAGE C STRICT VOLATILE PARALLEL UNSAFE;

CREATE FUNCTION warifu_explain(
    account text, uid bigint, gid bigint DEFAULT NULL, database text DEFAULT '',
    owner_domain text DEFAULT '',
    OUT verdict text, OUT observe boolean, OUT reason_id text, OUT reason text,
    OUT decided_by text, OUT module text)
AS 'MODULE_PATHNAME', 'pg_warifu_explain'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON VIEW warifu_sessions IS
    'sessions with the owner of the process that connected, as warifu read it at login';
COMMENT ON FUNCTION warifu_reload() IS 'load the stack again; the next login is judged by it';

COMMENT ON FUNCTION warifu_explain(text, bigint, bigint, text, text) IS
    'what would come of a login of this owner, and why; nobody is let in and nothing is logged';

-- Who is connected from where, and who would be let in, is for those who may monitor the server;
-- reloading is for its superuser.
REVOKE ALL ON FUNCTION warifu_sessions() FROM PUBLIC;
REVOKE ALL ON FUNCTION warifu_reload() FROM PUBLIC;
REVOKE ALL ON FUNCTION warifu_explain(text, bigint, bigint, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION warifu_sessions() TO pg_monitor;
GRANT EXECUTE ON FUNCTION warifu_explain(text, bigint, bigint, text, text) TO pg_monitor;
GRANT SELECT ON warifu_sessions TO pg_monitor;
