-- Every table starts with organization_id, in its key and in each foreign key, and is closed by row-level security:
-- so tenants never see each other, and the schema can be distributed by organization_id.

-- Closes a table to all but the current organization, for everybody including its owner, and opens it to the application.
create function quitus_protect(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy organization on %s using (organization_id = current_setting(''quitus.organization'')::uuid)', target);
  execute format('grant select, insert, update, delete on %s to quitus_app', target);
end $$;

-- Reference table, read before any organization is known: which address leads where. It holds nothing private.
create table organization_addresses (
  address text primary key check (address ~ '^(host|path):[a-z0-9.:-]+$'),
  organization_id uuid not null
);
grant select, insert, update, delete on organization_addresses to quitus_app;

create table organizations (
  organization_id uuid primary key,
  slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
  name text not null,
  kind text not null check (kind in ('municipality', 'property_manager', 'company')),
  accent text not null default '#1f5f8b' check (accent ~ '^#[0-9a-f]{6}$'),
  logo_hash text,
  logo_media_type text,
  contact jsonb not null default '{}',
  legal_notice text not null default '',
  accessibility_statement text not null default '',
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);
select quitus_protect('organizations');

create table creditors (
  organization_id uuid not null references organizations,
  id uuid not null,
  code text not null,
  name text not null,
  legal_name text not null,
  address text[] not null default '{}',
  siret text not null default '',
  ics text not null default '',
  iban text not null default '',
  email text not null default '',
  -- {"kind":"days","days":30,"endOfMonth":false}: what gives a due date to an entry that comes without one.
  due_rule jsonb not null default '{"kind":"days","days":30,"endOfMonth":false}',
  -- Last month of the accounting year: the same entry number may come back in the next one.
  fiscal_year_end_month int not null default 12 check (fiscal_year_end_month between 1 and 12),
  -- General accounts whose auxiliary accounts are customers.
  customer_prefixes text[] not null default '{411,450}',
  published_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, code)
);
select quitus_protect('creditors');
