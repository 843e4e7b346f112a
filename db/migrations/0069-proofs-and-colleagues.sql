-- When the person of a session last proved who he is at the organization's provider, asked anew: worth a password for a while.
alter table sessions add column proved_at timestamptz;

-- A colleague is called by an id that says nothing of whom his address belongs to: the id of a user tells when he came.
alter table access_accounts add column colleague_id uuid not null default gen_random_uuid();
create unique index access_accounts_colleague on access_accounts (organization_id, colleague_id);
