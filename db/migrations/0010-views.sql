-- What notifications and insights read of other modules: one view per need, named after the owner of its tables. The
-- tables' row-level security applies to whoever reads the view.

-- Whose a mail is, in which language it is, and the link whose token is put in when it leaves.
alter table mails
  add column creditor_id uuid,
  add column language text not null default 'fr' check (language in ('fr', 'en')),
  add column link_id uuid,
  add column search_text text not null generated always as (quitus_search_text(array[to_address, subject])) stored;
create index mails_failed on mails (organization_id, created_at) where state = 'failed';

-- What the field that finds anything compares.
alter table accounts add column search_text text not null generated always as (quitus_search_text(array[label, code])) stored;
alter table users add column search_text text not null generated always as (quitus_search_text(array[name, identifier, email])) stored;
create index invoices_number on invoices (organization_id, number collate "C");
create index payments_reference on payments (organization_id, reference collate "C");
create index receipts_received on receipts (organization_id, received_at);
create index payments_alert on payments (organization_id, created_at) where alert is not null;
create index entries_overdue on entries (organization_id, due_on, account_id) include (amount_cents, settled_cents)
  where amount_cents <> settled_cents and superseded_at is null;

create view v_organizations_creditors with (security_invoker = true) as
  select organization_id, id, name, published_at from creditors;
create view v_identity_users with (security_invoker = true) as
  select organization_id, id, identifier, email, name, state, staff_role, created_at, search_text from users;
create view v_directory_parties with (security_invoker = true) as
  select organization_id, id, code, name, sort_name, search_text from parties;
-- With which creditors a user has to do, by the parties that he acts or acted for.
create view v_directory_user_creditors with (security_invoker = true) as
  select a.organization_id, a.user_id, k.creditor_id
  from access_accounts a
  join v_ledger_party_creditors k on k.organization_id = a.organization_id and k.party_id = a.party_id;
create view v_ledger_accounts with (security_invoker = true) as
  select organization_id, id, creditor_id, party_id, code, label, balance_cents, search_text from accounts;
create view v_ledger_open_entries with (security_invoker = true) as
  select e.organization_id, e.account_id, a.creditor_id, e.due_on, e.amount_cents - e.settled_cents as open_cents
  from entries e
  join accounts a on a.organization_id = e.organization_id and a.id = e.account_id
  where e.amount_cents <> e.settled_cents and e.superseded_at is null;
create view v_ledger_invoices with (security_invoker = true) as
  select i.organization_id, i.id, i.account_id, a.creditor_id, a.label as account_label, i.number, i.subject, i.issued_on
  from invoices i
  join accounts a on a.organization_id = i.organization_id and a.id = i.account_id;
create view v_payments_attempts with (security_invoker = true) as
  select organization_id, id, reference, creditor_id, user_id, account_id, amount_cents, state, alert, created_at from payments;
create view v_payments_receipts with (security_invoker = true) as
  select organization_id, id, creditor_id, cents, received_at from receipts;
create view v_payments_settings with (security_invoker = true) as
  select organization_id, creditor_id, enabled from payment_settings;
create view v_exchange_imports with (security_invoker = true) as
  select organization_id, id, creditor_id, state, errors, created_at from imports;
create view v_notifications_mails with (security_invoker = true) as
  select organization_id, id, creditor_id, user_id, state, created_at from mails;
grant select on v_organizations_creditors, v_identity_users, v_directory_parties, v_directory_user_creditors, v_ledger_accounts,
  v_ledger_open_entries, v_ledger_invoices, v_payments_attempts, v_payments_receipts, v_payments_settings, v_exchange_imports,
  v_notifications_mails to quitus_app;
