-- What an organization writes its own way, by kind of mail and language. Without a row, Quitus's words.
create table mail_templates (
  organization_id uuid not null references organizations,
  kind text not null,
  language text not null check (language in ('fr', 'en')),
  subject text not null,
  intro text not null,
  closing text not null,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (organization_id, kind, language)
);
select quitus_protect('mail_templates');

-- Addresses that mail came back from for good: nothing more is sent there until somebody corrects or vouches for them.
create table bounced_addresses (
  organization_id uuid not null references organizations,
  address text not null check (address = lower(address)),
  mail_id uuid not null,
  reason text not null,
  at timestamptz not null,
  primary key (organization_id, address)
);
select quitus_protect('bounced_addresses');

-- `bounced`: came back, or was not sent because its address no longer receives. `news`: what its reader may unsubscribe from.
alter table mails
  drop constraint mails_state_check,
  add constraint mails_state_check check (state in ('queued', 'sent', 'failed', 'bounced')),
  add column news text,
  -- A worker that took it has it until then.
  add column claimed_until timestamptz;
alter table pushes add column claimed_until timestamptz;
create index mails_open on mails (organization_id, created_at) where state = 'queued';

-- News that are told together, at most once a day to one person: `told_at` is the last time.
create table digests (
  organization_id uuid not null references organizations,
  user_id uuid not null,
  kind text not null,
  told_at timestamptz not null,
  primary key (organization_id, user_id, kind),
  foreign key (organization_id, user_id) references users on delete cascade
);
select quitus_protect('digests');
