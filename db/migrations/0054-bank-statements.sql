-- Accounts that bank files speak of (PAY-10). One that no creditor has claimed yet keeps its lines, which wait.
create table bank_accounts (
  organization_id uuid not null references organizations,
  id uuid not null,
  creditor_id uuid,
  -- What names it in files: its IBAN, made from the parts of the French identifier where a file gives those; else what the file says.
  key text not null check (key <> ''),
  currency text not null,
  label text not null default '',
  created_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, key, currency),
  foreign key (organization_id, creditor_id) references creditors
);
create index bank_accounts_creditor on bank_accounts (organization_id, creditor_id);
select quitus_protect('bank_accounts');

-- One file received, with its progress and its report. The same content is read once.
create table bank_files (
  organization_id uuid not null references organizations,
  id uuid not null,
  file_name text not null,
  file_hash text not null,
  bytes bigint not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed')),
  format text,
  bytes_read bigint not null default 0,
  statements int not null default 0,
  lines_new int not null default 0,
  lines_known int not null default 0,
  lines_pending int not null default 0,
  problems jsonb not null default '[]',
  -- {fr, en}
  failure jsonb,
  created_by text not null,
  -- The creditors that its sender sees; null for all.
  creditor_ids uuid[],
  created_at timestamptz not null,
  beat_at timestamptz,
  finished_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, file_hash) references files
);
create unique index bank_files_once on bank_files (organization_id, file_hash) where state <> 'failed';
create index bank_files_recent on bank_files (organization_id, created_at desc, id desc);
create index bank_files_running on bank_files (organization_id, beat_at) where state in ('queued', 'running');
select quitus_protect('bank_files');

-- What one statement said. `digest` is what it says, whole: told again, it is known at once.
create table bank_statements (
  organization_id uuid not null,
  id uuid not null,
  bank_account_id uuid not null,
  file_id uuid not null,
  format text not null,
  number text not null default '',
  digest text not null,
  opening_cents bigint,
  opening_on date,
  closing_cents bigint,
  -- The day that it goes to, said or seen.
  closing_on date not null,
  lines int not null,
  lines_new int not null,
  problems jsonb not null default '[]',
  created_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, bank_account_id, format, digest),
  foreign key (organization_id, bank_account_id) references bank_accounts,
  foreign key (organization_id, file_id) references bank_files
);
create index bank_statements_account on bank_statements (organization_id, bank_account_id, closing_on desc, id desc);
create index bank_statements_recent on bank_statements (organization_id, closing_on desc, id desc);
select quitus_protect('bank_statements');

-- The balance before and after each day of a statement, as far as it goes: two pieces of a day follow each other, or say the same.
create table bank_statement_days (
  organization_id uuid not null,
  bank_account_id uuid not null,
  format text not null,
  day date not null,
  statement_id uuid not null,
  before_cents bigint,
  after_cents bigint,
  primary key (organization_id, bank_account_id, format, day, statement_id),
  foreign key (organization_id, statement_id) references bank_statements
);
select quitus_protect('bank_statement_days');

create table bank_lines (
  organization_id uuid not null,
  id uuid not null,
  bank_account_id uuid not null,
  creditor_id uuid,
  booked_on date not null,
  value_on date,
  -- Credit positive.
  cents bigint not null check (cents <> 0),
  currency text not null,
  kind text not null,
  code text not null default '',
  reversal boolean not null default false,
  label text not null default '',
  bank_reference text not null default '',
  counterparty text not null default '',
  -- The payer's IBAN as a keyed hash, to know it again, and masked, to show it: never whole.
  payer_hash text not null default '',
  payer_mask text not null default '',
  -- References and texts as one line of text: what is read and searched.
  texts text not null default '',
  batch jsonb,
  details jsonb not null default '[]',
  state text not null check (state in ('waiting', 'matched', 'set_aside', 'ignored')),
  allocated_cents bigint not null default 0 check (allocated_cents >= 0 and allocated_cents <= abs(cents)),
  -- The best of the proposals, best first, as they were when last asked for; null before that.
  score int,
  proposals jsonb not null default '[]',
  proposed_at timestamptz,
  -- Why it is set aside, ignored, or matched without entries: a key, and what staff wrote.
  reason text not null default '',
  reason_text text not null default '',
  closed_by text not null default '',
  closed_at timestamptz,
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, bank_account_id) references bank_accounts,
  foreign key (organization_id, creditor_id) references creditors
);
create index bank_lines_same on bank_lines (organization_id, bank_account_id, booked_on, cents);
create index bank_lines_state on bank_lines (organization_id, state, booked_on desc, id desc);
create index bank_lines_account on bank_lines (organization_id, bank_account_id, booked_on desc, id desc);
create index bank_lines_recent on bank_lines (organization_id, booked_on desc, id desc);
create index bank_lines_to_propose on bank_lines (organization_id, creditor_id, id) where state = 'waiting' and proposed_at is null;
create index bank_lines_waiting on bank_lines (organization_id, creditor_id, booked_on desc, id desc) where state = 'waiting';
select quitus_protect('bank_lines');

-- In which statements a line was seen, and as what: a line told again by any file is the same line.
create table bank_sightings (
  organization_id uuid not null,
  statement_id uuid not null,
  line_id uuid not null,
  format text not null,
  fingerprint text not null,
  -- The balance after it, as that statement tells.
  after_cents bigint,
  primary key (organization_id, statement_id, line_id),
  foreign key (organization_id, statement_id) references bank_statements,
  foreign key (organization_id, line_id) references bank_lines
);
create index bank_sightings_line on bank_sightings (organization_id, line_id);
select quitus_protect('bank_sightings');
