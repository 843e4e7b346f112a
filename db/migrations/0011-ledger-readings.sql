-- What the readings of accounts need. Days and labels that lists are sorted by are plain columns: under row-level security
-- an expression serves no index condition.

-- Open entries, oldest due first: one without a due date is due at its own date.
alter table entries add column sort_due_on date not null generated always as (coalesce(due_on, entered_on)) stored;
drop index entries_open;
create index entries_open on entries (organization_id, account_id, sort_due_on, id)
  where amount_cents <> settled_cents and superseded_at is null;
create index entries_pending on entries (organization_id, account_id) where origin = 'payment' and superseded_at is null;
create index entries_invoice on entries (organization_id, invoice_id) where invoice_id is not null;

alter table accounts add column sort_label text not null generated always as (lower(label)) stored;
drop index accounts_label;
create index accounts_label on accounts (organization_id, sort_label, id);
create index accounts_balance on accounts (organization_id, balance_cents desc, id desc);

-- To whom a document of the ledger is addressed (owner: directory).
create view v_directory_postal_parties with (security_invoker = true) as
  select organization_id, id, name, address from parties;
grant select on v_directory_postal_parties to quitus_app;
