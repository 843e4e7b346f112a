-- What the organization signs its documents with. The certificate is public; the key is sealed, is there for the present
-- one only, and goes when it is replaced: what was signed before is still verified with the certificate.
create table signing_identities (
  organization_id uuid not null references organizations,
  id uuid not null,
  origin text not null check (origin in ('generated', 'uploaded')),
  -- SHA-256 of the certificate, in hexadecimal.
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  -- In DER; then who vouches for it, nearest first.
  certificate bytea not null,
  chain bytea[] not null default '{}',
  sealed_key bytea,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  created_at timestamptz not null,
  retired_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, fingerprint),
  constraint signing_identities_key_until_retired check ((retired_at is null) = (sealed_key is not null))
);
create unique index signing_identities_present on signing_identities (organization_id) where retired_at is null;
select quitus_protect('signing_identities');

-- Who stamps the time of signatures, if anybody does.
create table timestamp_settings (
  organization_id uuid not null references organizations,
  address text not null check (address ~ '^https?://'),
  username text not null default '',
  sealed_password bytea,
  -- Since when it fails without a success in between, when it was last asked in vain, and what was wrong.
  failing_since timestamptz,
  failed_at timestamptz,
  failure text,
  primary key (organization_id),
  constraint timestamp_settings_failure_told check ((failing_since is null) = (failed_at is null) and (failed_at is null) = (failure is null))
);
select quitus_protect('timestamp_settings');

create view v_signatures_identities with (security_invoker = true) as
  select organization_id, id, valid_until, created_at from signing_identities where retired_at is null;
create view v_signatures_timestamps with (security_invoker = true) as
  select organization_id, failing_since from timestamp_settings;
grant select on v_signatures_identities, v_signatures_timestamps to quitus_app;
