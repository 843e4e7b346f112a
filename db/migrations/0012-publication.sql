-- What publishing many entries at once needs.

-- A UUIDv7 made by the database (RFC 9562), by its own function where there is one (PostgreSQL 18).
do $$ begin
  if exists (select from pg_proc where proname = 'uuidv7' and pronargs = 0 and pronamespace = 'pg_catalog'::regnamespace) then
    create function quitus_new_id() returns uuid language sql volatile parallel safe as 'select uuidv7()';
  else
    create function quitus_new_id() returns uuid language sql volatile parallel safe as $f$
      select encode(
        set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing
          substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
    $f$;
  end if;
end $$;

-- The published credit that took the place of a provisional entry: if it leaves the books, the provisional one comes back.
alter table entries add column superseded_by uuid;
create index entries_superseded_by on entries (organization_id, superseded_by) where superseded_by is not null;

-- What an import may touch (null: every creditor), and when its worker last gave a sign.
alter table imports add column creditor_ids uuid[], add column beat_at timestamptz;
create index imports_open on imports (organization_id, created_at) where state in ('queued', 'running');
