create table parties (
  organization_id uuid not null references organizations,
  id uuid not null,
  code text not null,
  kind text not null default 'person' check (kind in ('person', 'company')),
  name text not null,
  email text,
  phone text,
  address text[] not null default '{}',
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, code)
);
create index parties_name on parties (organization_id, lower(name), id);
create index parties_email on parties (organization_id, lower(email)) where email is not null;
select quitus_protect('parties');

-- Who acts for whom, with what rights, until when.
create table access_accounts (
  organization_id uuid not null references organizations,
  user_id uuid not null,
  party_id uuid not null,
  rights text[] not null default '{read,pay,dispute}' check (rights <@ '{read,pay,dispute}'),
  ends_on date,
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id, party_id),
  foreign key (organization_id, user_id) references users on delete cascade,
  foreign key (organization_id, party_id) references parties
);
create index access_accounts_party on access_accounts (organization_id, party_id);
select quitus_protect('access_accounts');
