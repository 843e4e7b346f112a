-- What a bill's own PDF says, what is handed to the public treasury, and how an account is shown.

-- What was read in the PDF of an invoice (Factur-X), in which PDF, and the XML kept as a file (ACT-5).
alter table invoices add column facturx jsonb, add column facturx_of text, add column facturx_hash text;
create index invoices_pdf on invoices (organization_id, pdf_hash) where pdf_hash is not null;
create index invoices_unread on invoices (organization_id, id) where pdf_hash is not null and facturx_of is distinct from pdf_hash;

-- Analytic code of an entry: an organization may leave some out of what customers read (ACT-8).
alter table entries add column analytic text not null default '';

-- Bills handed to the public treasury together: the holds of kind `treasury` name it (ACT-6).
create table handovers (
  organization_id uuid not null references organizations,
  id uuid not null,
  creditor_id uuid not null,
  -- The rule: overdue by more than these days; null when entries were chosen one by one.
  overdue_days int check (overdue_days >= 0),
  entries int not null,
  cents bigint not null,
  handed_by uuid not null,
  handed_at timestamptz not null,
  undone_by uuid,
  undone_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, handed_by) references users,
  foreign key (organization_id, undone_by) references users
);
create index handovers_recent on handovers (organization_id, handed_at desc, id desc);
select quitus_protect('handovers');

-- Who rents whose lot, as the manager publishes it: the owner may read the tenant's account (ACT-7).
create table tenant_links (
  organization_id uuid not null references organizations,
  creditor_id uuid not null,
  owner_id uuid not null,
  tenant_id uuid not null,
  lot text not null default '',
  from_on date,
  -- The last day.
  until_on date,
  published_at timestamptz not null,
  primary key (organization_id, creditor_id, owner_id, tenant_id, lot),
  foreign key (organization_id, creditor_id) references creditors,
  foreign key (organization_id, owner_id) references parties,
  foreign key (organization_id, tenant_id) references parties
);
create index tenant_links_owner on tenant_links (organization_id, owner_id);
select quitus_protect('tenant_links');
