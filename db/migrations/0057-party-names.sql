-- Who paid is a party more often than the label of an account: its name is found by its words in any order, along an index.
alter table parties add column name_key text not null generated always as (quitus_name_key(name)) stored;
create index parties_name_key on parties (organization_id, name_key) where name_key <> '';
create view v_directory_party_names with (security_invoker = true) as
  select organization_id, id, name_key from parties;
grant select on v_directory_party_names to quitus_app;
