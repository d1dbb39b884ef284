-- The two PostgreSQL roles of OneSign. Run this on OneSign's database, as a superuser or as the owner of the
-- database with CREATEROLE. Running it again does no harm.
--
--   The migration role owns the schema and its tables, and changes them when OneSign is upgraded.
--   The application role is the one that the server works as. It can add facts, and can't change or delete them.
--
-- It sets no passwords: set them with ALTER ROLE … PASSWORD, or let the roles log in with peer authentication.
DO $onesign$
DECLARE
  migration   CONSTANT name := {migration};
  application CONSTANT name := {application};
  place       CONSTANT name := current_schema();
  owner       oid;
  item        record;
  lent_role   boolean := false;
  lent_create boolean := false;
BEGIN
  {lock}
  IF place IS NULL THEN
    RAISE EXCEPTION 'this connection has no schema: create one, or correct its search_path';
  END IF;

  -- The roles. One that exists keeps its attributes.
  FOR item IN SELECT unnest(ARRAY[migration, application]) AS role LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = item.role) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', item.role);
    END IF;
  END LOOP;
  owner := (SELECT oid FROM pg_roles WHERE rolname = migration);
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = application
             AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)) THEN
    RAISE EXCEPTION 'the role % may do more than a server needs: choose another name for the application role, or run ALTER ROLE % NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS',
      quote_ident(application), quote_ident(application);
  END IF;
  IF pg_has_role(application, migration, 'MEMBER') THEN
    RAISE EXCEPTION 'the role % is a member of %: choose another name for the application role, or run REVOKE % FROM %',
      quote_ident(application), quote_ident(migration), quote_ident(migration), quote_ident(application);
  END IF;
  IF EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND pg_has_role(application, datdba, 'MEMBER')) THEN
    RAISE EXCEPTION 'the role % owns the database: choose another name for the application role, or run ALTER DATABASE % OWNER TO %',
      quote_ident(application), quote_ident(current_database()), quote_ident(migration);
  END IF;

  -- Only a member of a role can hand something over to it, or act for it.
  IF NOT pg_has_role(migration, 'USAGE') THEN
    EXECUTE format('GRANT %I TO CURRENT_USER', migration);
    lent_role := true;
  END IF;

  -- The database and the schema.
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I, %I', current_database(), migration, application);
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = place AND nspowner = owner) THEN
    IF NOT has_database_privilege(migration, current_database(), 'CREATE') THEN
      EXECUTE format('GRANT CREATE ON DATABASE %I TO %I', current_database(), migration);
      lent_create := true;
    END IF;
    EXECUTE format('ALTER SCHEMA %I OWNER TO %I', place, migration);
    IF lent_create THEN
      EXECUTE format('REVOKE CREATE ON DATABASE %I FROM %I', current_database(), migration);
    END IF;
  END IF;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC, %I', place, application);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', place, application);

  -- OneSign's tables, if it has made them already, and the function of their triggers.
  FOR item IN
    SELECT c.oid::regclass AS name
    FROM (VALUES
{names}
    ) AS ours(name)
    JOIN pg_class c ON c.relname = ours.name AND c.relkind = 'r'
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = place
    WHERE c.relowner <> owner
  LOOP
    EXECUTE format('ALTER TABLE %s OWNER TO %I', item.name, migration);
  END LOOP;
  FOR item IN
    SELECT p.oid::regprocedure AS name
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = place
    WHERE p.proname = 'facts_are_append_only' AND p.proowner <> owner
  LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO %I', item.name, migration);
  END LOOP;

  -- What the server may do to each table.
{privileges}
  -- Tables of later versions: the least that any table needs. Their migration grants the rest.
  EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I REVOKE ALL ON TABLES FROM %I', migration, place, application);
  EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT, INSERT ON TABLES TO %I', migration, place, application);

  IF lent_role THEN
    EXECUTE format('REVOKE %I FROM CURRENT_USER', migration);
  END IF;
END $onesign$;
