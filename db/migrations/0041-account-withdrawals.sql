-- An account that staff withdraw from the customers' space (SPEC OFF-8): asked first, done at the next publication or at
-- once. The books go on being published into it; nobody but staff reads it until it is given back.
alter table accounts add column withdrawal_asked_at timestamptz, add column withdrawn_at timestamptz,
  add constraint accounts_withdrawal_check check (withdrawal_asked_at is null or withdrawn_at is null);
create index accounts_leaving on accounts (organization_id, creditor_id) where withdrawal_asked_at is not null;
create index accounts_withdrawn on accounts (organization_id, sort_label, id) where withdrawn_at is not null;
