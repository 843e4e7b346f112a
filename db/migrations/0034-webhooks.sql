-- Where an organization wants to be told what happens.
create table webhooks (
  organization_id uuid not null references organizations,
  id uuid not null,
  url text not null,
  label text not null,
  events text[] not null,
  -- Sealed: [{secret, until}]; the second one, if any, is the former key and ends.
  secrets bytea not null,
  enabled boolean not null default true,
  -- Why Quitus switched it off by itself: `gone`, `failing`.
  disabled_for text,
  created_at timestamptz not null,
  primary key (organization_id, id)
);
select quitus_protect('webhooks');

-- One event told to one webhook; a replay is another delivery of the same event.
create table webhook_deliveries (
  organization_id uuid not null,
  id uuid not null,
  webhook_id uuid not null,
  fact_id uuid not null,
  event text not null,
  replay boolean not null default false,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  tries int not null default 0,
  next_try_at timestamptz,
  last_status int,
  last_error text,
  created_at timestamptz not null,
  delivered_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, webhook_id) references webhooks on delete cascade
);
-- A fact that is handled twice is told once.
create unique index webhook_deliveries_once on webhook_deliveries (organization_id, webhook_id, fact_id) where not replay;
create index webhook_deliveries_recent on webhook_deliveries (organization_id, webhook_id, created_at desc, id desc);
create index webhook_deliveries_state on webhook_deliveries (organization_id, webhook_id, state, created_at desc, id desc);
create index webhook_deliveries_age on webhook_deliveries (organization_id, created_at);
select quitus_protect('webhook_deliveries');
