-- One import of a file or of a batch, with its progress and its report.
create table imports (
  organization_id uuid not null references organizations,
  id uuid not null,
  creditor_id uuid,
  kind text not null check (kind in ('fec', 'batch')),
  mode text not null check (mode in ('apply', 'check')),
  file_name text not null,
  file_hash text not null,
  bytes bigint not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed')),
  bytes_read bigint not null default 0,
  lines_read bigint not null default 0,
  errors int not null default 0,
  warnings int not null default 0,
  -- {accounts: {created, updated}, entries: {created, updated, unchanged, removed}, letterings, ...}
  counts jsonb not null default '{}',
  failure text,
  created_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (organization_id, id)
);
create index imports_recent on imports (organization_id, created_at desc, id desc);
select quitus_protect('imports');

create table import_problems (
  organization_id uuid not null,
  import_id uuid not null,
  rank int not null,
  line bigint not null,
  severity text not null check (severity in ('error', 'warning')),
  code text not null,
  column_name text not null default '',
  value text not null default '',
  primary key (organization_id, import_id, rank),
  foreign key (organization_id, import_id) references imports on delete cascade
);
select quitus_protect('import_problems');
