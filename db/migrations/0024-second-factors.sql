-- Second factors of every user, and signing in without a password (ACC-9).

-- The secret is sealed, not hashed: the server computes the codes from it.
create table totp_secrets (
  organization_id uuid not null references organizations,
  user_id uuid not null,
  sealed bytea not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  -- The 30-second step of the last code taken: a code is worth once (RFC 6238 section 5.2).
  last_step bigint not null default 0,
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references users on delete cascade
);
select quitus_protect('totp_secrets');

create table recovery_codes (
  organization_id uuid not null references organizations,
  user_id uuid not null,
  code_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (organization_id, user_id, code_hash),
  foreign key (organization_id, user_id) references users on delete cascade
);
select quitus_protect('recovery_codes');

create table passkeys (
  organization_id uuid not null references organizations,
  id uuid not null,
  user_id uuid not null,
  -- What the authenticator calls it, in base64url.
  credential_id text not null,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null default '{}',
  backed_up boolean not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, credential_id),
  foreign key (organization_id, user_id) references users on delete cascade
);
create index passkeys_user on passkeys (organization_id, user_id);
select quitus_protect('passkeys');

-- What was begun and waits for its second half: a sign-in whose password was right, a passkey asked for. Single use.
create table ceremonies (
  organization_id uuid not null references organizations,
  id uuid not null,
  kind text not null check (kind in ('second_step', 'passkey_sign_in', 'passkey_enrolment')),
  user_id uuid,
  token_hash bytea not null,
  challenge text not null,
  remembered boolean not null,
  expires_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, token_hash),
  foreign key (organization_id, user_id) references users on delete cascade,
  check (user_id is not null or kind = 'passkey_sign_in')
);
create index ceremonies_user on ceremonies (organization_id, user_id);
select quitus_protect('ceremonies');

-- By what a session was opened: single sign-on and passkeys need no second step.
alter table sessions add column opened_by text not null default 'password'
  check (opened_by in ('password', 'link', 'totp', 'recovery', 'passkey_step', 'passkey', 'sso'));
