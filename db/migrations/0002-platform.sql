-- Facts: what happened. Audit trail, timelines, source of the jobs of other modules.
create table facts (
  organization_id uuid not null references organizations,
  id uuid not null,
  at timestamptz not null,
  name text not null,
  subject_kind text not null,
  subject_id text not null,
  actor_kind text not null,
  actor_id text,
  viewed_by uuid,
  request_id text not null,
  ip text,
  data jsonb not null,
  primary key (organization_id, id)
);
create index facts_subject on facts (organization_id, subject_kind, subject_id, at);
create index facts_name on facts (organization_id, name, at desc);
select quitus_protect('facts');
revoke update, delete on facts from quitus_app;

-- Foreign messages, before anybody decides anything about them.
create table inbox (
  organization_id uuid not null references organizations,
  id uuid not null,
  source text not null,
  foreign_id text not null,
  payload jsonb not null,
  received_at timestamptz not null,
  arrivals int not null default 1,
  handled_at timestamptz,
  outcome text,
  primary key (organization_id, id),
  unique (organization_id, source, foreign_id)
);
create index inbox_open on inbox (organization_id, received_at) where handled_at is null;
select quitus_protect('inbox');

-- The index of the file store; content is named by its SHA-256.
create table files (
  organization_id uuid not null references organizations,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  bytes bigint not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, hash)
);
select quitus_protect('files');

-- Answers given to keyed writes, so that the same write again gets the same answer (draft-ietf-httpapi-idempotency-key-header).
create table idempotency_keys (
  organization_id uuid not null references organizations,
  actor text not null,
  key text not null,
  request_hash text not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (organization_id, actor, key)
);
select quitus_protect('idempotency_keys');

-- Fixed windows that slow down guessing: by account, by address.
create table throttles (
  organization_id uuid not null references organizations,
  key text not null,
  hits int not null,
  window_ends_at timestamptz not null,
  primary key (organization_id, key)
);
select quitus_protect('throttles');
