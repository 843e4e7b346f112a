-- How a creditor is paid on line; the configuration is sealed with the server's secret.
create table payment_settings (
  organization_id uuid not null references organizations,
  creditor_id uuid not null,
  gateway text not null,
  enabled boolean not null default false,
  configuration bytea not null,
  updated_at timestamptz not null,
  primary key (organization_id, creditor_id),
  foreign key (organization_id, creditor_id) references creditors
);
select quitus_protect('payment_settings');

-- One open cart per user and creditor.
create table cart_entries (
  organization_id uuid not null,
  user_id uuid not null,
  creditor_id uuid not null,
  entry_id uuid not null,
  added_at timestamptz not null,
  primary key (organization_id, user_id, entry_id),
  foreign key (organization_id, user_id) references users on delete cascade,
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, entry_id) references entries on delete cascade
);
select quitus_protect('cart_entries');

-- One attempt to pay the entries of a cart.
create table payments (
  organization_id uuid not null references organizations,
  id uuid not null,
  -- What the provider knows it by: unique, new for each attempt.
  reference text not null check (reference ~ '^[A-Z0-9]{6,30}$'),
  user_id uuid not null,
  creditor_id uuid not null,
  -- The account that receives what the payment leaves unlettered.
  account_id uuid not null,
  gateway text not null,
  amount_cents bigint not null check (amount_cents > 0),
  state text not null check (state in ('starting', 'waiting', 'paid', 'denied', 'cancelled', 'expired', 'failed')),
  departure jsonb,
  provider_reference text,
  -- Address given for this payment, when the payer has none of his own (PAY-8) or chose another.
  email text,
  last_code text,
  alert text,
  created_at timestamptz not null,
  started_at timestamptz,
  asked_at timestamptz,
  -- When the customer or the delay freed its entries, whatever comes later.
  freed_at timestamptz,
  closed_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, reference),
  foreign key (organization_id, user_id) references users,
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, account_id) references accounts
);
create index payments_open on payments (organization_id, created_at) where state in ('starting', 'waiting');
create index payments_user on payments (organization_id, user_id, created_at desc);
create index payments_recent on payments (organization_id, created_at desc, id desc);
create index payments_provider on payments (organization_id, gateway, provider_reference) where provider_reference is not null;
select quitus_protect('payments');

create table payment_entries (
  organization_id uuid not null,
  payment_id uuid not null,
  entry_id uuid not null,
  -- What is paid of the entry: positive for a debit, negative for a credit note that is used.
  cents bigint not null,
  primary key (organization_id, payment_id, entry_id),
  foreign key (organization_id, payment_id) references payments,
  foreign key (organization_id, entry_id) references entries
);
create index payment_entries_entry on payment_entries (organization_id, entry_id);
select quitus_protect('payment_entries');

-- The money received: at most once per payment, whatever the provider says and how often.
create table receipts (
  organization_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  creditor_id uuid not null,
  number text not null,
  cents bigint not null check (cents > 0),
  means text not null check (means in ('card', 'direct_debit', 'unknown')),
  authorisation text,
  received_at timestamptz not null,
  recorded_at timestamptz not null,
  -- True when it could not be lettered as ordered and stays as a visible credit (PAY-6).
  unapplied boolean not null,
  primary key (organization_id, id),
  unique (organization_id, payment_id),
  unique (organization_id, creditor_id, number),
  foreign key (organization_id, payment_id) references payments
);
select quitus_protect('receipts');

create table receipt_counters (
  organization_id uuid not null,
  creditor_id uuid not null,
  year int not null,
  last_number int not null,
  primary key (organization_id, creditor_id, year)
);
select quitus_protect('receipt_counters');
