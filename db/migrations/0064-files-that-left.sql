-- A file that left the house may be at the bank: when it first did, and with whom (null: it was dropped by SFTP). Its batch
-- is then given up only by saying that the bank did not take it, and why; with four eyes somebody else confirms.
alter table debit_batches
  add column left_at timestamptz,
  add column left_by uuid,
  add column not_taken_at timestamptz,
  add column not_taken_by uuid,
  add column not_taken_reason text,
  add column given_up_by uuid,
  add foreign key (organization_id, left_by) references users,
  add foreign key (organization_id, not_taken_by) references users,
  add foreign key (organization_id, given_up_by) references users,
  add constraint debit_batches_not_taken check ((not_taken_at is null) = (not_taken_reason is null)
    and (not_taken_at is null) = (not_taken_by is null)),
  -- What the bank may have is not given up in passing.
  add constraint debit_batches_left check (state <> 'cancelled' or left_at is null or (not_taken_at is not null and given_up_by is not null));
update debit_batches b set left_at = f.at, left_by = f.actor_id::uuid
  from (select distinct on (organization_id, subject_id) organization_id, subject_id, at, actor_id from facts
        where name = 'collections.file_read' and actor_kind = 'user' order by organization_id, subject_id, at) f
  where f.organization_id = b.organization_id and f.subject_id = b.id::text and b.state in ('ready', 'sent')
    and exists (select from users u where u.organization_id = b.organization_id and u.id::text = f.actor_id);
-- Of a drop that failed nobody can tell any more how far it went.
update debit_batches set left_at = changed_at
  where left_at is null and state = 'ready' and drop_state in ('renaming', 'failed');

-- It was in a file that left and was given up: no other batch takes it before this day, on which the bank would have spoken.
alter table collections add column resume_on date;
