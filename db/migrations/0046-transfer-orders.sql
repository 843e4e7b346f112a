-- Transfers that customers said they would make (PAY-9): the reference that their bank will repeat, and what it pays. An order
-- reserves nothing; a bank statement closes it.
create table transfer_orders (
  organization_id uuid not null references organizations,
  id uuid not null,
  -- RF and check digits (ISO 11649): what the payer copies.
  reference text not null,
  user_id uuid not null,
  creditor_id uuid not null,
  account_id uuid not null,
  cents bigint not null check (cents > 0),
  state text not null check (state in ('open', 'received', 'cancelled')),
  made_at timestamptz not null,
  closed_at timestamptz,
  -- What came, once it did: it may differ from what was ordered.
  received_cents bigint check (received_cents > 0),
  received_on date,
  -- What used the money (a bank line's allocation): told by the module that reads statements.
  allocation_id uuid,
  primary key (organization_id, id),
  unique (organization_id, reference),
  foreign key (organization_id, user_id) references users,
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, account_id) references accounts,
  constraint transfer_orders_closed check ((state = 'open') = (closed_at is null)),
  constraint transfer_orders_received check (
    (state = 'received') = (received_cents is not null)
    and (state = 'received') = (received_on is not null)
    and (state = 'received') = (allocation_id is not null)
  )
);
create index transfer_orders_user on transfer_orders (organization_id, user_id, made_at desc, id desc);
create index transfer_orders_open on transfer_orders (organization_id, account_id, user_id) where state = 'open';
select quitus_protect('transfer_orders');

-- What an order pays: entries of its account, credit notes negative.
create table transfer_order_parts (
  organization_id uuid not null references organizations,
  order_id uuid not null,
  entry_id uuid not null,
  cents bigint not null check (cents <> 0),
  primary key (organization_id, order_id, entry_id),
  foreign key (organization_id, order_id) references transfer_orders,
  foreign key (organization_id, entry_id) references entries
);
create index transfer_order_parts_entry on transfer_order_parts (organization_id, entry_id);
select quitus_protect('transfer_order_parts');
