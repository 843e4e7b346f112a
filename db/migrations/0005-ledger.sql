-- An account of one party with one creditor. Its balance is kept in the transaction that writes entries.
create table accounts (
  organization_id uuid not null references organizations,
  id uuid not null,
  creditor_id uuid not null,
  party_id uuid not null,
  code text not null,
  kind text not null default 'customer' check (kind in ('customer', 'owner', 'tenant', 'co_owner', 'supplier')),
  label text not null,
  -- Sum of all entries: positive when the party owes.
  balance_cents bigint not null default 0,
  published_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, creditor_id, code),
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, party_id) references parties
);
create index accounts_party on accounts (organization_id, party_id);
create index accounts_label on accounts (organization_id, lower(label), id);
select quitus_protect('accounts');

create table invoices (
  organization_id uuid not null references organizations,
  id uuid not null,
  account_id uuid not null,
  number text not null,
  kind text not null default 'invoice' check (kind in ('invoice', 'credit_note')),
  subject text not null default '',
  issued_on date not null,
  due_on date,
  net_cents bigint not null,
  vat_cents bigint not null,
  total_cents bigint not null check (total_cents = net_cents + vat_cents),
  -- [{designation, quantity, unitCents, netCents, vatRate}]
  lines jsonb not null default '[]',
  pdf_hash text,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, account_id, number),
  foreign key (organization_id, account_id) references accounts
);
select quitus_protect('invoices');

create table entries (
  organization_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  -- What names the entry in the system it comes from: the same key again is the same entry.
  source_key text not null,
  origin text not null check (origin in ('fec', 'batch', 'payment')),
  journal text not null default '',
  entered_on date not null,
  due_on date,
  label text not null,
  piece text not null default '',
  -- Debit positive, credit negative.
  amount_cents bigint not null,
  -- The part settled by letterings: same sign, never beyond the amount.
  settled_cents bigint not null default 0,
  -- The code to show, and the group behind it.
  lettering_code text not null default '',
  lettering_id uuid,
  -- The lettering as the accounting software published it, kept even when its group does not balance.
  published_lettering text not null default '',
  invoice_id uuid,
  payment_id uuid,
  -- A provisional entry that the accounting software has since published itself.
  superseded_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, account_id, source_key),
  foreign key (organization_id, account_id) references accounts,
  constraint entries_settled_within_amount check (
    (amount_cents >= 0 and settled_cents between 0 and amount_cents) or (amount_cents < 0 and settled_cents between amount_cents and 0)
  )
);
create index entries_account on entries (organization_id, account_id, entered_on desc, id desc) include (amount_cents);
create index entries_open on entries (organization_id, account_id, due_on, id) where amount_cents <> settled_cents and superseded_at is null;
create index entries_piece on entries (organization_id, account_id, piece text_pattern_ops);
create index entries_lettering on entries (organization_id, lettering_id) where lettering_id is not null;
create index entries_payment on entries (organization_id, payment_id) where payment_id is not null;
select quitus_protect('entries');

-- What settles what. The cents of a lettering always sum to zero: a part of an entry can be lettered.
create table letterings (
  organization_id uuid not null references organizations,
  id uuid not null,
  account_id uuid not null,
  code text not null,
  origin text not null check (origin in ('published', 'payment')),
  payment_id uuid,
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, account_id) references accounts
);
create index letterings_account on letterings (organization_id, account_id);
create index letterings_payment on letterings (organization_id, payment_id) where payment_id is not null;
select quitus_protect('letterings');

create table lettering_parts (
  organization_id uuid not null,
  lettering_id uuid not null,
  entry_id uuid not null,
  cents bigint not null,
  primary key (organization_id, lettering_id, entry_id),
  foreign key (organization_id, lettering_id) references letterings on delete cascade,
  foreign key (organization_id, entry_id) references entries
);
create index lettering_parts_entry on lettering_parts (organization_id, entry_id);
select quitus_protect('lettering_parts');

-- Why an entry may not be paid or dunned now.
create table holds (
  organization_id uuid not null references organizations,
  id uuid not null,
  entry_id uuid not null,
  kind text not null check (kind in ('payment', 'dispute', 'recovery', 'treasury', 'suspension')),
  -- The payment, dispute... behind the hold.
  reference_id uuid not null,
  cents bigint not null,
  created_at timestamptz not null,
  released_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, entry_id) references entries
);
-- An entry is in one payment at a time: this is what makes a double payment impossible.
create unique index holds_one_payment on holds (organization_id, entry_id) where kind = 'payment' and released_at is null;
create index holds_active on holds (organization_id, entry_id) where released_at is null;
create index holds_reference on holds (organization_id, reference_id);
select quitus_protect('holds');
