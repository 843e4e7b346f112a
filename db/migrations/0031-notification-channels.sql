-- What each person wants to hear, by kind of news and channel. Without a row, the organization's default holds, then Quitus's.
create table notification_choices (
  organization_id uuid not null references organizations,
  user_id uuid not null,
  news text not null,
  channel text not null check (channel in ('mail', 'sms', 'push')),
  wanted boolean not null,
  changed_at timestamptz not null,
  primary key (organization_id, user_id, news, channel),
  foreign key (organization_id, user_id) references users on delete cascade
);
select quitus_protect('notification_choices');

create table notification_defaults (
  organization_id uuid not null references organizations,
  news text not null,
  channel text not null check (channel in ('mail', 'sms', 'push')),
  wanted boolean not null,
  primary key (organization_id, news, channel)
);
select quitus_protect('notification_defaults');

-- The phone of a user, once he proved with a code that it is his.
create table notification_phones (
  organization_id uuid not null references organizations,
  user_id uuid not null,
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  code_hash bytea,
  code_until timestamptz,
  code_tries int not null default 0,
  confirmed_at timestamptz,
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references users on delete cascade
);
select quitus_protect('notification_phones');

-- Browsers that accepted notifications.
create table push_devices (
  organization_id uuid not null references organizations,
  id uuid not null,
  user_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  name text not null,
  created_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, endpoint),
  foreign key (organization_id, user_id) references users on delete cascade
);
create index push_devices_user on push_devices (organization_id, user_id);
select quitus_protect('push_devices');

-- SMS. A text is `sending` from before the provider is called until its answer is kept: found so, it is looked for there first.
create table texts (
  organization_id uuid not null references organizations,
  id uuid not null,
  user_id uuid not null,
  kind text not null,
  to_phone text not null,
  body text not null,
  segments int not null,
  subject_kind text not null,
  subject_id text not null,
  once_key text not null,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'delivered', 'failed')),
  gateway text,
  reference text,
  tries int not null default 0,
  error text,
  created_at timestamptz not null,
  tried_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, once_key)
);
create index texts_recent on texts (organization_id, created_at desc, id desc);
create index texts_open on texts (organization_id, created_at) where state in ('queued', 'sending', 'sent');
create index texts_reference on texts (organization_id, gateway, reference) where reference is not null;
select quitus_protect('texts');

create table text_settings (
  organization_id uuid not null references organizations,
  gateway text not null check (gateway in ('ovh', 'twilio', 'brevo')),
  enabled boolean not null,
  configuration bytea not null,
  -- Parts of SMS that may be sent in one month.
  monthly_cap int not null check (monthly_cap between 0 and 1000000),
  updated_at timestamptz not null,
  primary key (organization_id)
);
select quitus_protect('text_settings');

-- Parts of SMS taken from a month's cap, before they are sent.
create table text_months (
  organization_id uuid not null references organizations,
  month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  segments int not null,
  primary key (organization_id, month)
);
select quitus_protect('text_months');

create table pushes (
  organization_id uuid not null references organizations,
  id uuid not null,
  user_id uuid not null,
  device_id uuid not null,
  kind text not null,
  title text not null,
  body text not null,
  path text not null,
  once_key text not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  tries int not null default 0,
  error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, once_key),
  foreign key (organization_id, device_id) references push_devices on delete cascade
);
create index pushes_open on pushes (organization_id, created_at) where state = 'queued';
create index pushes_device on pushes (organization_id, device_id);
select quitus_protect('pushes');
