-- Accepted changes of coordinates go back to the books of each creditor with which the party has an account: a line a
-- creditor and a field, under an id made of both.
create view v_coordinates_accepted with (security_invoker = true) as
  select f.organization_id, md5(f.change_id::text || f.field || k.creditor_id::text)::uuid as id, k.creditor_id, f.decided_at as at,
         p.code as party_code, p.name as party_name, f.field, f.was, f.wanted
  from coordinate_change_fields f
  join coordinate_changes c on c.organization_id = f.organization_id and c.id = f.change_id
  join parties p on p.organization_id = c.organization_id and p.id = c.party_id
  join v_ledger_party_creditors k on k.organization_id = c.organization_id and k.party_id = c.party_id
  where f.outcome = 'accepted';
grant select on v_coordinates_accepted to quitus_app;
alter table exports drop constraint exports_kind_check;
alter table exports add constraint exports_kind_check check (kind in ('payments', 'letterings', 'disputes', 'coordinates'));
