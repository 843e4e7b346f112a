-- A document that was signed while the time-stamping authority did not answer is stamped later, in an addition to the same bytes.
alter table mandate_signatures
  add column seal_level text,
  -- When its timestamp is to be asked for again; null: none is awaited.
  add column stamp_due_at timestamptz,
  add column stamped_at timestamptz,
  -- The sealed file before its timestamp was added: what the one in `sealed_hash` begins with.
  add column unstamped_hash text,
  add foreign key (organization_id, unstamped_hash) references files,
  add constraint mandate_signatures_stamped check ((stamped_at is null) = (unstamped_hash is null));
update mandate_signatures s set seal_level = e.data ->> 'level' from mandate_events e
where e.organization_id = s.organization_id and e.signature_id = s.id and e.kind in ('signed', 'account_changed');
create index mandate_signatures_stamp_due on mandate_signatures (organization_id, stamp_due_at, id) where stamp_due_at is not null;

alter table mandate_events drop constraint mandate_events_kind_check;
alter table mandate_events add constraint mandate_events_kind_check check (kind in ('prepared', 'code_asked', 'code_sent', 'code_wrong', 'code_right',
  'signed', 'timestamped', 'typed', 'scanned', 'account_changed', 'creditor_changed', 'collected', 'suspended', 'resumed', 'blocked', 'stopped',
  'revoked', 'finished', 'dormant', 'abandoned'));

-- Files to which a timestamp was added here, and nothing else: what else was added to a signed file is not ours.
create table stamped_files (
  organization_id uuid not null references organizations,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  stamped_at timestamptz not null,
  primary key (organization_id, hash)
);
select quitus_protect('stamped_files');
revoke update, delete on stamped_files from quitus_app;
