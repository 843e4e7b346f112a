-- What an organization tells its customers: important and welcome messages, announcements, newsletters (MSG-1, MSG-2).

-- With whom a party has accounts and of which kind (owner: ledger); for whom a user acts (owner: directory); who works in
-- the office (owner: identity). Messaging addresses its texts by them.
create view v_ledger_party_accounts with (security_invoker = true) as
  select organization_id, id, party_id, creditor_id, kind from accounts;
create view v_directory_user_parties with (security_invoker = true) as
  select organization_id, user_id, party_id, ends_on from access_accounts where 'read' = any(rights);
create view v_identity_staff with (security_invoker = true) as
  select organization_id, id, name, staff_role, staff_creditor_ids from users
  where staff_role is not null and state = 'active';
grant select on v_ledger_party_accounts, v_directory_user_parties, v_identity_staff to quitus_app;

create table announcements (
  organization_id uuid not null references organizations,
  id uuid not null,
  -- `important` must be closed before going on, `welcome` greets at each visit; the others wait in a list.
  kind text not null check (kind in ('important', 'welcome', 'information', 'newsletter')),
  title text not null check (title <> ''),
  -- As it was typed, in our small markup: it is made safe each time it is shown.
  body text not null,
  -- Addressed to whom: empty for everybody.
  account_kinds text[] not null default '{}' check (account_kinds <@ '{customer,owner,tenant,co_owner,supplier}'),
  creditor_ids uuid[] not null default '{}',
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
  -- When the other modules were told, once: on its first day.
  told_at timestamptz,
  created_by uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (organization_id, id)
);
create index announcements_current on announcements (organization_id, starts_on desc, id desc) where state = 'published';
create index announcements_untold on announcements (organization_id, starts_on) where state = 'published' and told_at is null;
select quitus_protect('announcements');

-- Who has seen what; an important message is closed once by each.
create table announcement_readings (
  organization_id uuid not null references organizations,
  announcement_id uuid not null,
  user_id uuid not null,
  read_at timestamptz not null,
  closed_at timestamptz,
  primary key (organization_id, announcement_id, user_id),
  foreign key (organization_id, announcement_id) references announcements on delete cascade,
  foreign key (organization_id, user_id) references users on delete cascade
);
create index announcement_readings_user on announcement_readings (organization_id, user_id);
select quitus_protect('announcement_readings');
