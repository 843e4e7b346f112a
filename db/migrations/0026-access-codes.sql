-- The access code of a party (ACC-3), of which there is one at a time: printed again, it is another one. Kept as a keyed hash.
create table access_codes (
  organization_id uuid not null references organizations,
  party_id uuid not null,
  code_hash bytea not null check (length(code_hash) = 32),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  -- Wrong answers to the identity check: past a few of them the code is dead.
  misses int not null default 0,
  used_at timestamptz,
  primary key (organization_id, party_id),
  unique (organization_id, code_hash),
  foreign key (organization_id, party_id) references parties
);
select quitus_protect('access_codes');

-- A batch of letters that carry codes: asked by staff, made by a job, sealed in a file that can be read for some days.
create table access_letters (
  organization_id uuid not null references organizations,
  id uuid not null,
  -- Null: all the parties without access, among those of `creditor_ids` (null: all creditors).
  party_ids uuid[],
  creditor_ids uuid[],
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'empty')),
  total int not null default 0,
  made int not null default 0,
  -- Parties that a batch left for the next one, being bounded.
  remaining int not null default 0,
  file_hash text,
  asked_by uuid not null,
  asked_at timestamptz not null,
  finished_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, asked_by) references users
);
create index access_letters_recent on access_letters (organization_id, asked_at desc, id desc);
select quitus_protect('access_letters');

-- Who manages the others for a party (ACC-8): its main users invite colleagues, who are not main.
alter table access_accounts add column main boolean not null default true;
