-- Lists by state, newest first.
create index imports_state on imports (organization_id, state, created_at desc, id desc);
create index imports_with_errors on imports (organization_id, created_at desc, id desc) where errors > 0;
create index mails_state on mails (organization_id, state, created_at desc, id desc);
drop index mails_failed;

-- The check that an import applies: once, unless it failed.
alter table imports add column check_id uuid,
  add foreign key (organization_id, check_id) references imports (organization_id, id);
create unique index imports_of_check on imports (organization_id, check_id) where check_id is not null and state <> 'failed';
