  FOR item IN
    SELECT c.oid::regclass AS name, needed.privileges
    FROM (VALUES
{rows}
    ) AS needed(name, privileges)
    JOIN pg_class c ON c.relname = needed.name AND c.relkind = 'r'
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = place
  LOOP
    EXECUTE format('REVOKE ALL ON TABLE %s FROM PUBLIC, %I', item.name, application);
    EXECUTE format('GRANT %s ON TABLE %s TO %I', item.privileges, item.name, application);
  END LOOP;
