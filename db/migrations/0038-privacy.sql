-- Who is erased: the row stays, because payments and facts name it, and says of nobody any more who he is.
alter table users add column erased_at timestamptz;

-- What is held of one person is found again by that person.
create index mails_user on mails (organization_id, user_id, created_at) where user_id is not null;
create index texts_user on texts (organization_id, user_id);
create index pushes_user on pushes (organization_id, user_id);
create index request_messages_author on request_messages (organization_id, author_id);
create index attachments_sender on attachments (organization_id, uploaded_by);
create index disputes_user on disputes (organization_id, user_id);
create index dispute_steps_author on dispute_steps (organization_id, author_id) where author_id is not null;
create index dispute_files_user on dispute_files (organization_id, user_id);
create index coordinate_changes_asker on coordinate_changes (organization_id, asked_by);
create index tenant_links_tenant on tenant_links (organization_id, tenant_id);

-- Archives of all that is held of a user, made for him by a job and kept some days.
create table data_archives (
  organization_id uuid not null references organizations,
  id uuid not null,
  user_id uuid not null,
  language text not null check (language in ('fr', 'en')),
  -- `gone`: its days are over, and its file is no longer there.
  state text not null check (state in ('making', 'ready', 'gone')),
  rows_total int not null default 0,
  rows_done int not null default 0,
  file_hash text,
  bytes bigint,
  asked_at timestamptz not null,
  -- Of the one who makes it: silent for long, it is taken up again.
  beat_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users,
  constraint data_archives_ready_with_file check ((state = 'ready') = (file_hash is not null) and (state <> 'ready' or expires_at is not null))
);
create unique index data_archives_one_at_a_time on data_archives (organization_id, user_id) where state = 'making';
create index data_archives_user on data_archives (organization_id, user_id, asked_at desc, id desc);
create index data_archives_forsaken on data_archives (organization_id, beat_at) where state = 'making';
create index data_archives_over on data_archives (organization_id, expires_at) where state = 'ready';
select quitus_protect('data_archives');

-- Requests to be erased (GDPR article 17), asked by the person or opened by staff for him.
create table erasures (
  organization_id uuid not null references organizations,
  id uuid not null,
  user_id uuid not null,
  asked_by uuid not null,
  reason text not null,
  state text not null check (state in ('waiting', 'withdrawn', 'refused', 'erasing', 'done')),
  asked_at timestamptz not null,
  -- One month after it was asked (article 12.3).
  due_on date not null,
  decided_at timestamptz,
  decided_by uuid,
  answer text not null default '',
  -- Kinds that could be erased and that staff keep, for the reason in the answer.
  kept text[] not null default '{}',
  -- Whom he acted for when it was decided, and who of them he was: his accesses are among what is erased.
  acts_for uuid[] not null default '{}',
  himself uuid[] not null default '{}',
  done_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users,
  foreign key (organization_id, asked_by) references users,
  foreign key (organization_id, decided_by) references users,
  constraint erasures_decided_by_staff check ((state in ('refused', 'erasing', 'done')) = (decided_by is not null)),
  constraint erasures_done_at_the_end check ((state = 'done') = (done_at is not null))
);
create unique index erasures_open_once on erasures (organization_id, user_id) where state in ('waiting', 'erasing');
create index erasures_waiting on erasures (organization_id, due_on, id) where state = 'waiting';
create index erasures_recent on erasures (organization_id, asked_at desc, id desc);
create index erasures_user on erasures (organization_id, user_id, asked_at desc);
create index erasures_running on erasures (organization_id, decided_at) where state = 'erasing';
create index erasures_done on erasures (organization_id, done_at) where state = 'done';
select quitus_protect('erasures');

-- What became of each kind: a step is a transaction, so that a crash in the middle goes on where it stopped.
create table erasure_steps (
  organization_id uuid not null,
  erasure_id uuid not null,
  kind text not null,
  -- `part`: what says who the person is went, the rest is kept.
  outcome text not null check (outcome in ('erased', 'part', 'kept')),
  held int not null,
  kept_until date,
  done_at timestamptz not null,
  primary key (organization_id, erasure_id, kind),
  foreign key (organization_id, erasure_id) references erasures
);
select quitus_protect('erasure_steps');

-- What the office's home counts.
create view v_privacy_erasures with (security_invoker = true) as
  select organization_id, id, state, asked_at, due_on from erasures;
grant select on v_privacy_erasures to quitus_app;
