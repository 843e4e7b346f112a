-- How direct debits of a creditor are made (MAN-7). Without a row none is.
create table collection_settings (
  organization_id uuid not null references organizations,
  creditor_id uuid not null,
  enabled boolean not null,
  bic text not null default '',
  version text not null check (version in ('pain.008.001.08', 'pain.008.001.02')),
  -- Days of the month on which debts of automatic mandates are taken; none: each on its due date.
  days int[] not null check (days <@ '{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28}'),
  -- The bank wants the file so many TARGET days before the collection, before this hour of Paris.
  lead_days int not null check (lead_days between 1 and 10),
  cut_off_hour int not null check (cut_off_hour between 1 and 23),
  -- One credit for a block, or one per debit; null: as agreed with the bank.
  batch_booking boolean,
  four_eyes boolean not null,
  customer_cancels boolean not null,
  -- Charged to the debtor whose debit came back; zero for nothing. The account is its counterpart in the books.
  fee_cents bigint not null check (fee_cents between 0 and 10000),
  fee_account text not null,
  -- Days after which a debit that lacked funds is presented once more; null: never.
  retry_days int check (retry_days between 1 and 60),
  -- Where files are dropped by SFTP; sealed.
  drop_enabled boolean not null,
  drop_configuration bytea,
  updated_at timestamptz not null,
  primary key (organization_id, creditor_id),
  foreign key (organization_id, creditor_id) references creditors
);
select quitus_protect('collection_settings');

create table batch_counters (
  organization_id uuid not null references organizations,
  year int not null,
  last_number int not null,
  primary key (organization_id, year)
);
select quitus_protect('batch_counters');

-- Debits given to a bank together: one file.
create table debit_batches (
  organization_id uuid not null references organizations,
  id uuid not null,
  -- What people call it by: R2026-000012.
  reference text not null,
  creditor_id uuid not null,
  -- It takes what is announced for this day or before.
  collect_until date not null,
  -- draft: to review; released: its file is being made; ready: to be given to the bank; sent: given.
  state text not null check (state in ('draft', 'released', 'ready', 'sent', 'cancelled')),
  -- The first of the two pairs of eyes; null while only the job has proposed it.
  prepared_by uuid,
  prepared_at timestamptz not null,
  released_by uuid,
  released_at timestamptz,
  -- In the file; the bank knows a file given twice by its message id.
  message_id text,
  version text,
  -- Who collects, as the file says it: {name, ics, iban, bic, address, batchBooking}.
  creditor jsonb,
  file_hash text,
  bytes bigint,
  sent_at timestamptz,
  -- Null when it was dropped by SFTP.
  sent_by uuid,
  -- Where the drop is: a file is written under another name, then renamed. See README.md.
  drop_state text check (drop_state in ('waiting', 'uploading', 'renaming', 'done', 'failed')),
  drop_tries int not null default 0,
  drop_error text,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, reference),
  unique (organization_id, message_id),
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, prepared_by) references users,
  foreign key (organization_id, released_by) references users,
  foreign key (organization_id, sent_by) references users,
  foreign key (organization_id, file_hash) references files,
  constraint debit_batches_released check ((state in ('draft', 'cancelled')) or (message_id is not null and released_at is not null)),
  constraint debit_batches_have_a_file check (state not in ('ready', 'sent') or file_hash is not null)
);
create index debit_batches_recent on debit_batches (organization_id, prepared_at desc, id desc);
create index debit_batches_creditor on debit_batches (organization_id, creditor_id, prepared_at desc, id desc);
create index debit_batches_open on debit_batches (organization_id, state, collect_until) where state <> 'cancelled';
select quitus_protect('debit_batches');

-- The debits of a batch that share day, sequence and scheme: what the bank credits, and names in what it tells.
create table debit_blocks (
  organization_id uuid not null references organizations,
  id uuid not null,
  batch_id uuid not null,
  payment_information_id text not null,
  collect_on date not null,
  sequence text not null check (sequence in ('OOFF', 'RCUR')),
  scheme text not null check (scheme in ('CORE', 'B2B')),
  count int not null check (count > 0),
  cents bigint not null check (cents > 0),
  bank_status text,
  credited_cents bigint,
  credited_on date,
  bank_line_id uuid,
  primary key (organization_id, id),
  unique (organization_id, payment_information_id),
  foreign key (organization_id, batch_id) references debit_batches
);
create index debit_blocks_batch on debit_blocks (organization_id, batch_id, collect_on, payment_information_id);
select quitus_protect('debit_blocks');

-- One debit under a mandate: one attempt.
create table collections (
  organization_id uuid not null references organizations,
  id uuid not null,
  -- What names this attempt in the file and in all that the bank tells of it.
  end_to_end_id text not null,
  creditor_id uuid not null,
  account_id uuid not null,
  party_id uuid not null,
  user_id uuid not null,
  mandate_id uuid not null,
  umr text not null,
  scheme text not null check (scheme in ('CORE', 'B2B')),
  mode text not null check (mode in ('one_off', 'automatic')),
  kind text not null check (kind in ('one_off', 'automatic', 'instalment', 'retry')),
  instalment_id uuid,
  retry_of uuid,
  cents bigint not null check (cents > 0),
  collect_on date not null,
  -- announced: told to the debtor, entries held; prepared: in a batch to review; sent: in a batch that was released.
  state text not null check (state in ('announced', 'prepared', 'sent', 'collected', 'rejected', 'returned', 'cancelled')),
  announced_on date not null,
  notice_days int not null,
  debtor_name text not null,
  masked_iban text not null,
  batch_id uuid,
  block_id uuid,
  -- What the file says of it, as it was when the batch was released; sealed, since it holds the whole IBAN.
  debit bytea,
  -- It carried a change of the mandate.
  amended boolean not null default false,
  -- Its entries are not proposed again by themselves: it was given up, or came back.
  bars boolean not null default false,
  cancelled_by text check (cancelled_by in ('customer', 'staff', 'system')),
  collected_at timestamptz,
  -- Of the money, what settled nothing: a visible credit.
  left_cents bigint not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, end_to_end_id),
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, party_id) references parties,
  foreign key (organization_id, mandate_id) references mandates,
  foreign key (organization_id, batch_id) references debit_batches,
  foreign key (organization_id, block_id) references debit_blocks,
  constraint collections_in_a_batch check ((state in ('announced', 'cancelled')) or batch_id is not null),
  constraint collections_in_a_file check (state in ('announced', 'prepared', 'cancelled') or (block_id is not null and debit is not null)),
  constraint collections_cancelled_by check ((state = 'cancelled') = (cancelled_by is not null))
);
-- An instalment, and a return, is taken by one living collection; a one-off mandate by one that was not given up.
create unique index collections_instalment on collections (organization_id, instalment_id) where instalment_id is not null and not bars and state <> 'cancelled';
create unique index collections_retry on collections (organization_id, retry_of) where retry_of is not null and state <> 'cancelled';
create unique index collections_one_off on collections (organization_id, mandate_id) where kind = 'one_off' and state <> 'cancelled';
create index collections_waiting on collections (organization_id, creditor_id, collect_on, id) where state = 'announced';
create index collections_batch on collections (organization_id, batch_id, id) where batch_id is not null;
create index collections_block on collections (organization_id, block_id, id) where block_id is not null;
create index collections_to_settle on collections (organization_id, collect_on, id) where state = 'sent';
create index collections_mandate on collections (organization_id, mandate_id, collect_on desc);
create index collections_account on collections (organization_id, account_id, collect_on desc, id desc);
create index collections_party on collections (organization_id, party_id, collect_on desc, id desc);
create index collections_recent on collections (organization_id, collect_on desc, id desc);
create index collections_creditor on collections (organization_id, creditor_id, collect_on desc, id desc);
select quitus_protect('collections');

create table collection_pieces (
  organization_id uuid not null,
  collection_id uuid not null,
  entry_id uuid not null,
  -- Signed as the entry: a credit note is deducted.
  cents bigint not null check (cents <> 0),
  primary key (organization_id, collection_id, entry_id),
  foreign key (organization_id, collection_id) references collections,
  foreign key (organization_id, entry_id) references entries
);
create index collection_pieces_entry on collection_pieces (organization_id, entry_id);
select quitus_protect('collection_pieces');

-- A debit that did not come, or that went back: an attempt comes back once, however often it is told.
create table collection_returns (
  organization_id uuid not null,
  id uuid not null,
  collection_id uuid not null,
  creditor_id uuid not null,
  -- rejected: before the money came; returned: after.
  kind text not null check (kind in ('rejected', 'returned')),
  cents bigint not null check (cents > 0),
  reason_code text,
  reason_text text,
  returned_on date not null,
  -- Who told it, in the order in which it came: pain.002, camt.054...
  sources text[] not null,
  charges_cents bigint,
  fee_cents bigint not null default 0,
  retry_on date,
  retried boolean not null default false,
  recorded_at timestamptz not null,
  handled_at timestamptz,
  handled_by uuid,
  primary key (organization_id, id),
  unique (organization_id, collection_id),
  foreign key (organization_id, collection_id) references collections,
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, handled_by) references users
);
create index collection_returns_recent on collection_returns (organization_id, recorded_at desc, id desc);
create index collection_returns_open on collection_returns (organization_id, recorded_at desc, id desc) where handled_at is null;
create index collection_returns_retry on collection_returns (organization_id, creditor_id, retry_on) where retry_on is not null and not retried;
select quitus_protect('collection_returns');

-- What the office's home counts.
create view v_collections_batches with (security_invoker = true) as
  select organization_id, id, creditor_id, state, collect_until, drop_state, changed_at from debit_batches;
create view v_collections_returns with (security_invoker = true) as
  select organization_id, id, creditor_id, cents, recorded_at, handled_at from collection_returns;
grant select on v_collections_batches, v_collections_returns to quitus_app;
