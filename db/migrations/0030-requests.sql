-- What customers ask (MSG-3), the files that go with messages, and the news of elsewhere (MSG-4).

-- The organization's own list of subjects; without a row the list is the house's.
create table request_categories (
  organization_id uuid not null references organizations,
  key text not null check (key ~ '^[a-z0-9_]{1,40}$'),
  fr text not null,
  en text not null,
  position int not null,
  -- Categories taken off the list keep the name of older requests.
  active boolean not null default true,
  primary key (organization_id, key)
);
select quitus_protect('request_categories');

create table requests (
  organization_id uuid not null references organizations,
  id uuid not null,
  -- How people name it: counted in each organization.
  number int not null,
  user_id uuid not null,
  -- For whom the user wrote, and about which account, when he said so.
  party_id uuid,
  account_id uuid,
  creditor_id uuid,
  category text not null,
  subject text not null,
  -- `open`: the office owes an answer; `answered`: it gave one.
  state text not null default 'open' check (state in ('open', 'answered', 'closed')),
  assigned_to uuid,
  created_at timestamptz not null,
  -- The last message that the customer sees, his own included.
  moved_at timestamptz not null,
  -- The last answer of the office, and when the customer last looked.
  answered_at timestamptz,
  seen_at timestamptz not null,
  closed_at timestamptz,
  search_text text not null generated always as (quitus_search_text(array[number::text, subject])) stored,
  primary key (organization_id, id),
  unique (organization_id, number),
  foreign key (organization_id, user_id) references users,
  foreign key (organization_id, party_id) references parties,
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, creditor_id) references creditors
);
create index requests_user on requests (organization_id, user_id, moved_at desc, id desc);
create index requests_state on requests (organization_id, state, moved_at, id);
create index requests_moved on requests (organization_id, moved_at, id);
select quitus_protect('requests');

create table request_messages (
  organization_id uuid not null references organizations,
  id uuid not null,
  request_id uuid not null,
  author_id uuid not null,
  -- `note`: between colleagues, never shown to the customer.
  kind text not null check (kind in ('customer', 'staff', 'note')),
  body text not null,
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, request_id) references requests
);
create index request_messages_thread on request_messages (organization_id, request_id, id);
select quitus_protect('request_messages');

-- A file is received first, then tied to the message that it goes with; one that is tied to nothing is forgotten.
create table attachments (
  organization_id uuid not null references organizations,
  id uuid not null,
  uploaded_by uuid not null,
  name text not null,
  media_type text not null,
  hash text not null,
  bytes bigint not null,
  request_message_id uuid,
  announcement_id uuid,
  created_at timestamptz not null,
  primary key (organization_id, id),
  check (request_message_id is null or announcement_id is null),
  foreign key (organization_id, hash) references files,
  foreign key (organization_id, request_message_id) references request_messages,
  foreign key (organization_id, announcement_id) references announcements on delete cascade
);
create index attachments_message on attachments (organization_id, request_message_id) where request_message_id is not null;
create index attachments_announcement on attachments (organization_id, announcement_id) where announcement_id is not null;
create index attachments_loose on attachments (organization_id, created_at)
  where request_message_id is null and announcement_id is null;
select quitus_protect('attachments');

-- One feed for each organization: its last good copy is kept while the source fails.
create table news_feeds (
  organization_id uuid not null references organizations,
  feed_url text not null default '',
  title text not null default '',
  etag text not null default '',
  -- [{title, url, at, summary}]
  items jsonb not null default '[]',
  asked_at timestamptz,
  good_at timestamptz,
  failure text,
  -- [{name, url, text}]
  partners jsonb not null default '[]',
  primary key (organization_id)
);
select quitus_protect('news_feeds');

-- For the office's home (reads: insights).
create view v_messaging_requests with (security_invoker = true) as
  select organization_id, id, creditor_id, state, assigned_to, created_at, moved_at from requests;
grant select on v_messaging_requests to quitus_app;
