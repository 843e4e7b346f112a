-- What the readings of accounts need.

-- Open entries, oldest due first: one without a due date is due at its own date.
drop index entries_open;
create index entries_open on entries (organization_id, account_id, (coalesce(due_on, entered_on)), id)
  where amount_cents <> settled_cents and superseded_at is null;
create index entries_pending on entries (organization_id, account_id) where origin = 'payment' and superseded_at is null;
create index entries_invoice on entries (organization_id, invoice_id) where invoice_id is not null;
create index accounts_balance on accounts (organization_id, balance_cents desc, id desc);

-- What lists of other modules may join with, from the modules that own the tables.
create view party_names with (security_invoker = true) as select organization_id, id, code, name, address from parties;
create view creditor_names with (security_invoker = true) as select organization_id, id, name from creditors;
grant select on party_names, creditor_names to quitus_app;

-- Accounts are listed by label: a plain column, because under row-level security `lower(label)` is no index condition.
alter table accounts add column sort_label text not null generated always as (lower(label)) stored;
drop index accounts_label;
create index accounts_label on accounts (organization_id, sort_label, id);
