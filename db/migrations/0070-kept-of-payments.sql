-- How a creditor was paid before its settings changed: a customer may be at the former provider at that moment.
create table former_payment_settings (
  organization_id uuid not null references organizations,
  id uuid not null,
  creditor_id uuid not null,
  gateway text not null,
  configuration bytea not null,
  -- When others took its place.
  until timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, creditor_id) references creditors
);
create index former_payment_settings_creditor on former_payment_settings (organization_id, creditor_id, until desc);
select quitus_protect('former_payment_settings');

-- What the money of a payment settled of each entry when it came; null for payments of before, and while none came.
alter table payment_entries add column settled_cents bigint;

-- A transfer order holds nothing: an entry that leaves the books leaves the order too.
alter table transfer_order_parts drop constraint transfer_order_parts_organization_id_entry_id_fkey;
alter table transfer_order_parts add foreign key (organization_id, entry_id) references entries on delete cascade;
