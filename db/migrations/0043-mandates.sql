-- What a creditor offers of direct debit (MAN-1 to MAN-4). Without a row it offers none.
create table mandate_settings (
  organization_id uuid not null references organizations,
  creditor_id uuid not null,
  offered boolean not null,
  automatic boolean not null,
  -- Months over which an automatic mandate may spread the balance; zero for none.
  plan_months int not null check (plan_months = 0 or plan_months between 2 and 12),
  pre_notification_days int not null check (pre_notification_days between 1 and 30),
  channels text[] not null check (channels <@ '{email,sms}' and cardinality(channels) > 0),
  -- Of a party with several access accounts: whoever may pay, or the main user only.
  signers text not null check (signers in ('any', 'main')),
  -- Who read, and when, what the law says of plans that last too long (Code de la consommation, L312-4, 4°).
  credit_warning_read_at timestamptz,
  credit_warning_read_by uuid,
  updated_at timestamptz not null,
  primary key (organization_id, creditor_id),
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, credit_warning_read_by) references users
);
select quitus_protect('mandate_settings');

-- Numbers of references are given once and never again, whatever becomes of the mandate.
create table mandate_counters (
  organization_id uuid not null references organizations,
  last_number int not null,
  primary key (organization_id)
);
select quitus_protect('mandate_counters');

create table mandates (
  organization_id uuid not null references organizations,
  id uuid not null,
  -- The unique mandate reference; compared without its case (EPC).
  umr text not null check (umr ~ '^[A-Za-z0-9/?:().,''+-]{1,35}$'),
  umr_key text not null generated always as (upper(umr)) stored,
  creditor_id uuid not null,
  party_id uuid not null,
  account_id uuid not null,
  -- Who signed on line, or the member of staff who typed it.
  user_id uuid not null,
  origin text not null check (origin in ('online', 'paper')),
  scheme text not null check (scheme in ('CORE', 'B2B')),
  mode text not null check (mode in ('one_off', 'automatic')),
  -- draft: to be signed; signing: the code was right, the sealed file is still to come; blocked: a debit came back and
  -- another bank account is needed; finished: a one-off that was collected.
  state text not null check (state in ('draft', 'signing', 'active', 'suspended', 'blocked', 'stopped', 'revoked', 'finished', 'dormant', 'abandoned')),
  -- Why it is not active: a bank's reason code, or what staff wrote.
  reason text not null default '',
  language text not null check (language in ('fr', 'en')),
  purpose text not null,
  pre_notification_days int not null,
  debtor_name text not null check (debtor_name <> ''),
  debtor_address text[] not null,
  debtor_iban text not null,
  debtor_bic text,
  -- The creditor as the last document or amendment names it.
  creditor_name text not null,
  creditor_ics text not null,
  one_off_cents bigint check (one_off_cents > 0),
  -- What a plan spreads: entries as they were open then.
  plan_entry_ids uuid[] not null default '{}',
  signed_on date,
  -- The document that is or was to be signed, and the one that is in force: sealed, or the scan of a paper.
  document_hash text,
  sealed_hash text,
  seal_level text,
  seal_fingerprint text,
  last_collected_on date,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, party_id) references parties,
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, user_id) references users,
  foreign key (organization_id, document_hash) references files,
  foreign key (organization_id, sealed_hash) references files,
  constraint mandates_one_off_has_amount check ((mode = 'one_off') = (one_off_cents is not null)),
  constraint mandates_signed_when_in_force check (state in ('draft', 'signing', 'abandoned') or signed_on is not null)
);
create unique index mandates_umr on mandates (organization_id, creditor_id, umr_key);
-- One automatic mandate per account.
create unique index mandates_automatic on mandates (organization_id, account_id)
  where mode = 'automatic' and state in ('signing', 'active', 'suspended', 'blocked');
create index mandates_recent on mandates (organization_id, created_at desc, id desc);
create index mandates_creditor on mandates (organization_id, creditor_id, created_at desc, id desc);
create index mandates_collectable on mandates (organization_id, creditor_id, id) where state = 'active';
create index mandates_account on mandates (organization_id, account_id, created_at desc);
create index mandates_party on mandates (organization_id, party_id, created_at desc, id desc);
create index mandates_state on mandates (organization_id, state, created_at desc, id desc);
select quitus_protect('mandates');

-- One attempt to sign a document with a one-time code: the mandate itself, or the change of its bank account.
create table mandate_signatures (
  organization_id uuid not null references organizations,
  id uuid not null,
  mandate_id uuid not null,
  kind text not null check (kind in ('mandate', 'account_change')),
  user_id uuid not null,
  -- open: waits for its code; right: the code was right; done: the sealed file is kept; dead: given up.
  state text not null check (state in ('open', 'right', 'done', 'dead')),
  channel text not null check (channel in ('email', 'sms')),
  target text not null,
  -- How the address was known to be the signer's: of his access, proved with a code, or typed then.
  verified text not null check (verified in ('access', 'proved', 'typed')),
  document_hash text not null,
  -- What the document says, to make it again with the signature on it.
  document jsonb not null,
  wording text not null,
  -- What a change of bank account wants.
  new_iban text,
  new_bic text,
  -- The code, sealed until it leaves; then only its hash, salted and bound to the document. Another code has another id.
  code_id uuid,
  code_sealed bytea,
  code_salt bytea,
  code_hash bytea,
  code_until timestamptz,
  codes int not null default 0,
  tries int not null default 0,
  ip text,
  user_agent text,
  created_at timestamptz not null,
  right_at timestamptz,
  sealed_at timestamptz,
  -- What proves it, as it is attached to the sealed file.
  evidence jsonb,
  sealed_hash text,
  primary key (organization_id, id),
  foreign key (organization_id, mandate_id) references mandates,
  foreign key (organization_id, user_id) references users,
  foreign key (organization_id, document_hash) references files,
  foreign key (organization_id, sealed_hash) references files,
  constraint mandate_signatures_account_change check ((kind = 'account_change') = (new_iban is not null))
);
-- One at a time.
create unique index mandate_signatures_open on mandate_signatures (organization_id, mandate_id) where state in ('open', 'right');
create index mandate_signatures_code on mandate_signatures (organization_id, code_id) where code_id is not null;
create index mandate_signatures_mandate on mandate_signatures (organization_id, mandate_id, created_at);
create index mandate_signatures_right on mandate_signatures (organization_id, right_at, id) where state = 'right';
create index mandate_signatures_waiting on mandate_signatures (organization_id, created_at, id) where state = 'open';
select quitus_protect('mandate_signatures');

-- All that happened to a mandate, in order: never changed.
create table mandate_events (
  organization_id uuid not null references organizations,
  id uuid not null,
  mandate_id uuid not null,
  signature_id uuid,
  kind text not null check (kind in ('prepared', 'code_asked', 'code_sent', 'code_wrong', 'code_right', 'signed', 'typed', 'scanned', 'account_changed',
    'creditor_changed', 'collected', 'suspended', 'resumed', 'blocked', 'stopped', 'revoked', 'finished', 'dormant', 'abandoned')),
  side text not null check (side in ('customer', 'staff', 'system')),
  author_id uuid,
  data jsonb not null default '{}',
  at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, mandate_id) references mandates,
  foreign key (organization_id, author_id) references users
);
create index mandate_events_mandate on mandate_events (organization_id, mandate_id, at, id);
select quitus_protect('mandate_events');
revoke update, delete on mandate_events from quitus_app;

-- The dates and amounts over which an automatic mandate spreads a balance, as they were signed.
create table mandate_instalments (
  organization_id uuid not null references organizations,
  id uuid not null,
  mandate_id uuid not null,
  rank int not null check (rank > 0),
  due_on date not null,
  cents bigint not null check (cents > 0),
  -- Taken by a collection, or not yet.
  taken boolean not null default false,
  collection_id uuid,
  primary key (organization_id, id),
  unique (organization_id, mandate_id, rank),
  foreign key (organization_id, mandate_id) references mandates
);
select quitus_protect('mandate_instalments');

-- What changed since the bank last heard of the mandate; it goes with the next collection.
create table mandate_amendments (
  organization_id uuid not null references organizations,
  id uuid not null,
  mandate_id uuid not null,
  -- What it was before; null for what did not change.
  original_ics text,
  original_name text,
  original_iban text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, mandate_id) references mandates
);
create unique index mandate_amendments_waiting on mandate_amendments (organization_id, mandate_id) where sent_at is null;
create index mandate_amendments_mandate on mandate_amendments (organization_id, mandate_id, created_at);
select quitus_protect('mandate_amendments');

-- What the office's home counts.
create view v_mandates with (security_invoker = true) as
  select m.organization_id, m.id, m.creditor_id, m.account_id, m.umr, m.state, m.mode, m.created_at,
         s.right_at as sealing_since
  from mandates m
  left join mandate_signatures s on s.organization_id = m.organization_id and s.mandate_id = m.id and s.state = 'right';
grant select on v_mandates to quitus_app;
