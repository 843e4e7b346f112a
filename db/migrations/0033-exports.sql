-- Exports back to the accounting software (API-4): each line once.
create table exports (
  organization_id uuid not null references organizations,
  id uuid not null,
  creditor_id uuid not null,
  kind text not null check (kind in ('payments', 'letterings', 'disputes')),
  format text not null check (format in ('fec', 'csv', 'jsonl')),
  state text not null check (state in ('making', 'ready', 'acknowledged', 'cancelled')),
  lines int not null,
  file_hash text,
  bytes bigint,
  created_by text not null,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, file_hash) references files,
  constraint exports_have_a_file check ((state = 'making') or (file_hash is not null) or (state = 'cancelled'))
);
create index exports_recent on exports (organization_id, created_at desc, id desc);
create index exports_creditor on exports (organization_id, creditor_id, created_at desc, id desc);
create index exports_making on exports (organization_id, created_at) where state = 'making';
select quitus_protect('exports');

-- What an export took: nothing is in two of them. A cancelled export gives its lines back.
create table export_lines (
  organization_id uuid not null,
  kind text not null,
  source_id uuid not null,
  export_id uuid not null,
  rank int not null,
  primary key (organization_id, kind, source_id),
  foreign key (organization_id, export_id) references exports
);
create index export_lines_export on export_lines (organization_id, export_id, rank);
select quitus_protect('export_lines');

-- The accounts and the journal of a creditor's books, and the hour of its daily exports.
create table export_settings (
  organization_id uuid not null,
  creditor_id uuid not null,
  journal text not null,
  bank_account text not null,
  customer_account text not null,
  -- Null: by hand only.
  daily_hour int check (daily_hour between 0 and 23),
  daily_format text not null default 'fec' check (daily_format in ('fec', 'csv', 'jsonl')),
  primary key (organization_id, creditor_id),
  foreign key (organization_id, creditor_id) references creditors
);
select quitus_protect('export_settings');

-- Money that came or went back here, as entries, with the names that the accounting software knows.
create view v_ledger_payment_entries with (security_invoker = true) as
  select e.organization_id, e.id, a.creditor_id, e.payment_id, e.entered_on, e.label, e.piece, e.amount_cents, e.superseded_at,
         e.created_at, a.code as account_code, a.label as account_label, p.code as party_code, p.name as party_name
  from entries e
  join accounts a on a.organization_id = e.organization_id and a.id = e.account_id
  join parties p on p.organization_id = a.organization_id and p.id = a.party_id
  where e.origin = 'payment';
create view v_payments_money with (security_invoker = true) as
  select p.organization_id, p.id as payment_id, p.gateway, r.number, r.means, r.authorisation
  from payments p
  left join receipts r on r.organization_id = p.organization_id and r.payment_id = p.id;
-- What settles what here, part by part.
create view v_ledger_payment_letterings with (security_invoker = true) as
  select l.organization_id, l.id, a.creditor_id, l.code, l.created_at, a.code as account_code
  from letterings l
  join accounts a on a.organization_id = l.organization_id and a.id = l.account_id
  where l.origin = 'payment';
create view v_ledger_lettering_parts with (security_invoker = true) as
  select t.organization_id, t.lettering_id, t.entry_id, t.cents, e.source_key, e.entered_on, e.piece, e.label, e.amount_cents, e.origin
  from lettering_parts t
  join entries e on e.organization_id = t.organization_id and e.id = t.entry_id;
-- What was decided about what is contested, entry by entry.
create view v_disputes_steps with (security_invoker = true) as
  select s.organization_id, s.id, d.creditor_id, d.id as dispute_id, d.reference, s.kind, s.outcome, s.at, a.code as account_code,
         p.code as party_code, c.label_fr as category, d.total_cents
  from dispute_steps s
  join disputes d on d.organization_id = s.organization_id and d.id = s.dispute_id
  join accounts a on a.organization_id = d.organization_id and a.id = d.account_id
  join parties p on p.organization_id = d.organization_id and p.id = d.party_id
  join dispute_categories c on c.organization_id = d.organization_id and c.id = d.category_id
  where s.kind in ('opened', 'resolved', 'reopened', 'withdrawn', 'released');
create view v_disputes_entries with (security_invoker = true) as
  select t.organization_id, t.dispute_id, t.entry_id, t.cents, e.source_key, e.piece
  from dispute_entries t
  join entries e on e.organization_id = t.organization_id and e.id = t.entry_id;
grant select on v_ledger_payment_entries, v_payments_money, v_ledger_payment_letterings, v_ledger_lettering_parts, v_disputes_steps,
  v_disputes_entries to quitus_app;
