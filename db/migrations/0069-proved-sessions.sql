-- When the person of a session last proved who he is at the organization's provider, asked anew: worth a password for a while.
alter table sessions add column proved_at timestamptz;
