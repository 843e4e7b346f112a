-- Everyone in one list (SPEC OFF-3): parties and users side by side, by name.
create or replace view v_identity_users with (security_invoker = true) as
  select organization_id, id, identifier, email, name, state, staff_role, created_at, search_text, sort_name from users;
create or replace view v_directory_parties with (security_invoker = true) as
  select organization_id, id, code, name, sort_name, search_text, email from parties;
-- Who acts for whom, as the main access of the party or as a colleague, and until when.
create view v_directory_access with (security_invoker = true) as
  select organization_id, user_id, party_id, main, ends_on from access_accounts;
grant select on v_directory_access to quitus_app;
