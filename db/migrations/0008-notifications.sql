-- Every mail that Quitus sends: queued with the transaction that wants it, sent by a job.
create table mails (
  organization_id uuid not null references organizations,
  id uuid not null,
  user_id uuid,
  kind text not null,
  to_address text not null,
  subject text not null,
  text text not null,
  html text not null,
  -- [{fileName, mediaType, hash}]
  attachments jsonb not null default '[]',
  -- What it is about: payment, invoice, user...
  subject_kind text not null,
  subject_id text not null,
  -- The same news to the same person is one mail, whatever runs twice.
  once_key text not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  tries int not null default 0,
  error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, once_key)
);
create index mails_subject on mails (organization_id, subject_kind, subject_id);
create index mails_recent on mails (organization_id, created_at desc, id desc);
select quitus_protect('mails');
