-- Browsers that a user signed in from (ACC-10), by a cookie of theirs, kept hashed: another one is told to him.
create table devices (
  organization_id uuid not null references organizations,
  user_id uuid not null,
  token_hash bytea not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (organization_id, user_id, token_hash),
  foreign key (organization_id, user_id) references users on delete cascade
);
select quitus_protect('devices');

-- The OpenID Connect provider through which staff may sign in (ACC-9).
create table sso_settings (
  organization_id uuid not null references organizations,
  label text not null,
  issuer text not null,
  client_id text not null,
  sealed_secret bytea not null,
  enabled boolean not null,
  updated_at timestamptz not null,
  primary key (organization_id)
);
select quitus_protect('sso_settings');

-- Whom a provider means by a subject: bound at the first sign-in by a verified address, for good.
create table sso_identities (
  organization_id uuid not null references organizations,
  issuer text not null,
  subject text not null,
  user_id uuid not null,
  bound_at timestamptz not null,
  primary key (organization_id, issuer, subject),
  unique (organization_id, issuer, user_id),
  foreign key (organization_id, user_id) references users on delete cascade
);
create index sso_identities_user on sso_identities (organization_id, user_id);
select quitus_protect('sso_identities');
