-- Which entries a mail is about (SPEC ACT-5): the page of an invoice shows the mails about it.
create table mail_entries (
  organization_id uuid not null references organizations,
  mail_id uuid not null,
  entry_id uuid not null,
  primary key (organization_id, mail_id, entry_id),
  foreign key (organization_id, mail_id) references mails on delete cascade
);
create index mail_entries_entry on mail_entries (organization_id, entry_id, mail_id);
alter table mail_entries enable row level security;
alter table mail_entries force row level security;
create policy organization on mail_entries using (organization_id = current_setting('quitus.organization')::uuid);
grant select, insert, delete on mail_entries to quitus_app;
