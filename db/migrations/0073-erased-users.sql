-- Rows of people who were erased stay for what names them by id; lists of people leave them out.
create or replace view v_identity_users with (security_invoker = true) as
  select organization_id, id, identifier, email, name, state, staff_role, created_at, search_text, sort_name, erased_at from users;
