-- Categories of disputes and, under them, sub-types: of the organization. One that is no longer offered keeps its row,
-- which disputes still name.
create table dispute_categories (
  organization_id uuid not null references organizations,
  id uuid not null,
  -- Null for a category; its category for a sub-type.
  category_id uuid,
  rank int not null,
  label_fr text not null check (label_fr <> ''),
  label_en text not null default '',
  retired_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, category_id) references dispute_categories (organization_id, id)
);
create index dispute_categories_offered on dispute_categories (organization_id, category_id, rank) where retired_at is null;
select quitus_protect('dispute_categories');

create table disputes (
  organization_id uuid not null references organizations,
  id uuid not null,
  -- What people call it by: L2026-000042.
  reference text not null,
  account_id uuid not null,
  creditor_id uuid not null,
  party_id uuid not null,
  -- Who opened it.
  user_id uuid not null,
  category_id uuid not null,
  subtype_id uuid,
  state text not null check (state in ('open', 'answered', 'resolved')),
  outcome text check (outcome in ('credit_note_expected', 'accepted', 'rejected', 'withdrawn')),
  -- What is contested, all entries together.
  total_cents bigint not null check (total_cents > 0),
  -- Its entries are held: until it is resolved, or until the books say what was decided.
  holding boolean not null default true,
  assigned_to uuid,
  -- Since when the customer waits for us; null when it is his turn, or when it is over.
  waiting_since timestamptz,
  opened_on date not null,
  opened_at timestamptz not null,
  resolved_at timestamptz,
  changed_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, reference),
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, party_id) references parties,
  foreign key (organization_id, user_id) references users,
  foreign key (organization_id, assigned_to) references users,
  foreign key (organization_id, category_id) references dispute_categories,
  foreign key (organization_id, subtype_id) references dispute_categories,
  constraint disputes_resolved_with_outcome check ((state = 'resolved') = (outcome is not null) and (state = 'resolved') = (resolved_at is not null)),
  constraint disputes_wait_while_open check ((state = 'open') = (waiting_since is not null))
);
create index disputes_waiting on disputes (organization_id, waiting_since, id) where state <> 'resolved';
create index disputes_recent on disputes (organization_id, opened_at desc, id desc);
create index disputes_party on disputes (organization_id, party_id, opened_at desc, id desc);
create index disputes_account on disputes (organization_id, account_id);
create index disputes_holding on disputes (organization_id, creditor_id, resolved_at) where holding and state = 'resolved';
create index disputes_changed on disputes (organization_id, changed_at, id);
select quitus_protect('disputes');

create table dispute_entries (
  organization_id uuid not null,
  dispute_id uuid not null,
  entry_id uuid not null,
  -- What of it is contested, and what was open of it then.
  cents bigint not null check (cents > 0),
  open_cents bigint not null check (open_cents >= cents),
  primary key (organization_id, dispute_id, entry_id),
  foreign key (organization_id, dispute_id) references disputes,
  foreign key (organization_id, entry_id) references entries
);
create index dispute_entries_entry on dispute_entries (organization_id, entry_id);
select quitus_protect('dispute_entries');

-- All that was said and done, in order: never changed.
create table dispute_steps (
  organization_id uuid not null,
  id uuid not null,
  dispute_id uuid not null,
  kind text not null check (kind in ('opened', 'message', 'note', 'assigned', 'resolved', 'reopened', 'released', 'withdrawn')),
  side text not null check (side in ('customer', 'staff', 'system')),
  author_id uuid,
  -- Seen by staff only.
  internal boolean not null,
  -- What was written, as plain text.
  body text not null default '',
  outcome text,
  -- To whom it was assigned; null when it was taken back.
  assigned_to uuid,
  at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, dispute_id) references disputes,
  foreign key (organization_id, author_id) references users,
  constraint dispute_notes_are_internal check (kind not in ('note', 'assigned') or internal)
);
create index dispute_steps_dispute on dispute_steps (organization_id, dispute_id, at, id);
select quitus_protect('dispute_steps');
revoke update, delete on dispute_steps from quitus_app;

-- Files that people send: first on their own, then with what they write.
create table dispute_files (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  step_id uuid,
  name text not null,
  hash text not null,
  media_type text not null,
  bytes bigint not null,
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users,
  foreign key (organization_id, step_id) references dispute_steps,
  foreign key (organization_id, hash) references files
);
create index dispute_files_step on dispute_files (organization_id, step_id) where step_id is not null;
create index dispute_files_alone on dispute_files (organization_id, created_at) where step_id is null;
select quitus_protect('dispute_files');

-- References follow each other within a year.
create table dispute_counters (
  organization_id uuid not null references organizations,
  year int not null,
  last_number int not null,
  primary key (organization_id, year)
);
select quitus_protect('dispute_counters');

-- What the office's home counts.
create view v_disputes with (security_invoker = true) as
  select organization_id, id, creditor_id, state, outcome, holding, waiting_since, opened_at, resolved_at from disputes;
grant select on v_disputes to quitus_app;
