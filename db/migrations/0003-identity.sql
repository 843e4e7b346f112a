-- A user belongs to one organization: its staff may give him a password without gaining anything elsewhere.
create table users (
  organization_id uuid not null references organizations,
  id uuid not null,
  identifier text not null,
  email text,
  name text not null,
  language text not null default 'fr' check (language in ('fr', 'en')),
  password_hash text,
  must_change_password boolean not null default false,
  temporary_until timestamptz,
  state text not null default 'invited' check (state in ('invited', 'active', 'disabled')),
  staff_role text check (staff_role in ('reader', 'accountant', 'manager', 'administrator')),
  -- Null: every creditor of the organization.
  staff_creditor_ids uuid[],
  created_at timestamptz not null default now(),
  last_sign_in_at timestamptz,
  primary key (organization_id, id)
);
create unique index users_identifier on users (organization_id, lower(identifier));
create unique index users_email on users (organization_id, lower(email)) where email is not null;
create index users_name on users (organization_id, lower(name), id);
select quitus_protect('users');

create table sessions (
  organization_id uuid not null references organizations,
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  remembered boolean not null,
  -- Staff who look through a customer's eyes (ACC-12).
  viewing_as uuid,
  ip text,
  user_agent text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, token_hash),
  foreign key (organization_id, user_id) references users on delete cascade,
  foreign key (organization_id, viewing_as) references users on delete cascade
);
create index sessions_user on sessions (organization_id, user_id);
select quitus_protect('sessions');

-- Links sent by mail: single use, short-lived, stored hashed.
create table mail_links (
  organization_id uuid not null references organizations,
  id uuid not null,
  user_id uuid not null,
  kind text not null check (kind in ('activation', 'password', 'email')),
  token_hash bytea not null,
  new_email text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, token_hash),
  foreign key (organization_id, user_id) references users on delete cascade
);
create index mail_links_user on mail_links (organization_id, user_id);
select quitus_protect('mail_links');

create table api_tokens (
  organization_id uuid not null references organizations,
  id uuid not null,
  name text not null,
  token_hash bytea not null,
  scopes text[] not null,
  creditor_ids uuid[],
  created_by uuid,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, token_hash)
);
select quitus_protect('api_tokens');
