-- Who invites a colleague by an address sees the name that he typed, not the one that the address has elsewhere.
alter table access_accounts add column invited_name text;
