-- Under row-level security an index serves a comparison of plain columns only: `lower(email)` read every user at each
-- sign-in. What is compared is kept in columns of its own, as for parties (0009).
alter table users
  add column identifier_key text not null generated always as (lower(identifier)) stored,
  add column email_key text generated always as (lower(email)) stored,
  add column sort_name text not null generated always as (lower(name)) stored;
drop index users_identifier;
drop index users_email;
drop index users_name;
create unique index users_identifier on users (organization_id, identifier_key);
create unique index users_email on users (organization_id, email_key) where email_key is not null;
create index users_name on users (organization_id, sort_name, id);
