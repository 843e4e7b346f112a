-- A bill that its customer declares paid by other means (ACT-6): staff confirm or refuse, the customer may take it back.
create table declarations (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  creditor_id uuid not null,
  account_id uuid not null,
  entry_id uuid not null,
  -- What was open of the entry when it was declared.
  cents bigint not null check (cents > 0),
  paid_on date not null,
  means text not null check (means in ('transfer', 'cheque', 'cash', 'card', 'direct_debit', 'other')),
  reference text not null,
  comment text not null,
  state text not null check (state in ('declared', 'withdrawn', 'accepted', 'refused')),
  -- What staff answered, in words for the customer.
  answer text not null default '',
  declared_at timestamptz not null,
  closed_at timestamptz,
  decided_by uuid,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users,
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, entry_id) references entries,
  foreign key (organization_id, decided_by) references users,
  constraint declarations_closed_when_decided check ((state = 'declared') = (closed_at is null)),
  constraint declarations_decided_by_staff check ((state in ('accepted', 'refused')) = (decided_by is not null))
);
create unique index declarations_open_once on declarations (organization_id, entry_id) where state = 'declared';
create index declarations_recent on declarations (organization_id, declared_at desc, id desc);
create index declarations_waiting on declarations (organization_id, declared_at, id) where state = 'declared';
create index declarations_user on declarations (organization_id, user_id, declared_at desc, id desc);
create index declarations_entry on declarations (organization_id, entry_id);
select quitus_protect('declarations');

-- For the office's home (reads: insights).
create view v_payments_declarations with (security_invoker = true) as
  select organization_id, id, creditor_id, state, declared_at from declarations;
grant select on v_payments_declarations to quitus_app;
