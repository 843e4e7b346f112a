-- What a party says of itself (INF-2, INF-3), the changes it asks for, and who to turn to at the organization (INF-1, OFF-4).

-- What the published party has no place for. Its name, e-mail, phone and postal address stay in `parties`.
create table party_coordinates (
  organization_id uuid not null references organizations,
  party_id uuid not null,
  -- Fields by name (server/modules/coordinates/contract.ts); one that is absent is not known.
  details jsonb not null default '{}',
  -- The address as it was composed from these details: when the published one differs, the published one counts.
  composed_address text[] not null default '{}',
  paper boolean not null default true,
  paper_chosen_at timestamptz,
  primary key (organization_id, party_id),
  foreign key (organization_id, party_id) references parties
);
select quitus_protect('party_coordinates');

create table coordinate_changes (
  organization_id uuid not null references organizations,
  id uuid not null,
  party_id uuid not null,
  asked_by uuid not null,
  state text not null default 'pending' check (state in ('pending', 'decided', 'withdrawn')),
  asked_at timestamptz not null,
  closed_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, party_id) references parties,
  foreign key (organization_id, asked_by) references users,
  check ((state = 'pending') = (closed_at is null))
);
-- What is asked while a change is pending joins it.
create unique index coordinate_changes_pending on coordinate_changes (organization_id, party_id) where state = 'pending';
create index coordinate_changes_state on coordinate_changes (organization_id, state, asked_at, id);
create index coordinate_changes_party on coordinate_changes (organization_id, party_id, asked_at);
select quitus_protect('coordinate_changes');

create table coordinate_change_fields (
  organization_id uuid not null references organizations,
  change_id uuid not null,
  field text not null check (field ~ '^[A-Za-z0-9]{1,40}$'),
  -- What was known when it was asked, and what is wanted; empty for none.
  was text not null,
  wanted text not null,
  outcome text check (outcome in ('accepted', 'refused')),
  reason text not null default '',
  decided_at timestamptz,
  decided_by uuid,
  primary key (organization_id, change_id, field),
  foreign key (organization_id, change_id) references coordinate_changes,
  foreign key (organization_id, decided_by) references users,
  check ((outcome is null) = (decided_at is null))
);
create index coordinate_change_fields_accepted on coordinate_change_fields (organization_id, decided_at, change_id, field)
  where outcome = 'accepted';
select quitus_protect('coordinate_change_fields');

-- The agency: legal identity, representative, professional card, services and offices (organizations/contract.ts, Agency).
alter table organizations add column agency jsonb not null default '{}';
