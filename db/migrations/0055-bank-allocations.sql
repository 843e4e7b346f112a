-- Money of a bank line given to accounts, and the entries that it is for. Its id is the payment id of what the ledger writes.
create table bank_allocations (
  organization_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  -- Which transaction of a line that has several; null for the line as a whole.
  detail int,
  creditor_id uuid not null,
  -- What names it in the books: the piece of its entries.
  reference text not null,
  cents bigint not null check (cents > 0),
  -- What letters nothing: a visible credit.
  left_cents bigint not null default 0,
  source text not null check (source in ('rule', 'staff')),
  user_id uuid,
  score int,
  reason text not null default '',
  -- The transfer orders that it closes, of payments.
  order_ids uuid[] not null default '{}',
  state text not null check (state in ('active', 'undone')),
  made_at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (organization_id, id),
  unique (organization_id, reference),
  foreign key (organization_id, line_id) references bank_lines,
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, user_id) references users,
  foreign key (organization_id, undone_by) references users,
  constraint bank_allocations_undone check ((state = 'undone') = (undone_at is not null))
);
create index bank_allocations_line on bank_allocations (organization_id, line_id);
select quitus_protect('bank_allocations');

create table bank_allocation_accounts (
  organization_id uuid not null,
  allocation_id uuid not null,
  account_id uuid not null,
  -- Negative where a credit note of this account pays for another one.
  cents bigint not null check (cents <> 0),
  primary key (organization_id, allocation_id, account_id),
  foreign key (organization_id, allocation_id) references bank_allocations,
  foreign key (organization_id, account_id) references accounts
);
create index bank_allocation_accounts_account on bank_allocation_accounts (organization_id, account_id);
select quitus_protect('bank_allocation_accounts');

create table bank_allocation_parts (
  organization_id uuid not null,
  allocation_id uuid not null,
  entry_id uuid not null,
  cents bigint not null check (cents <> 0),
  primary key (organization_id, allocation_id, entry_id),
  foreign key (organization_id, allocation_id) references bank_allocations
);
select quitus_protect('bank_allocation_parts');

-- From which account of a bank a customer's money came before: an IBAN as a keyed hash.
create table bank_payers (
  organization_id uuid not null,
  payer_hash text not null check (payer_hash <> ''),
  account_id uuid not null,
  uses int not null,
  last_used_on date not null,
  primary key (organization_id, payer_hash, account_id),
  foreign key (organization_id, account_id) references accounts
);
select quitus_protect('bank_payers');

create table bank_line_notes (
  organization_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  user_id uuid not null,
  body text not null check (body <> ''),
  at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, line_id) references bank_lines,
  foreign key (organization_id, user_id) references users
);
create index bank_line_notes_line on bank_line_notes (organization_id, line_id, at);
select quitus_protect('bank_line_notes');

-- What the office's home counts, and by which means money came for the exports.
create view v_banking_lines with (security_invoker = true) as
  select organization_id, id, creditor_id, state, kind, cents, booked_on, created_at from bank_lines;
create view v_banking_files with (security_invoker = true) as
  select organization_id, id, state, created_at from bank_files;
create view v_banking_transfers with (security_invoker = true) as
  select a.organization_id, a.id as payment_id, a.reference, l.booked_on, l.bank_reference
  from bank_allocations a join bank_lines l on l.organization_id = a.organization_id and l.id = a.line_id;
grant select on v_banking_lines, v_banking_files, v_banking_transfers to quitus_app;
