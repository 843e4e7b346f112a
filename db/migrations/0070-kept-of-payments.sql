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

-- What a payment was for, in the words of that day: a receipt says the same for ever, whatever is published since, and to
-- whomever the account passes. `settled_cents` is what the money settled of the entry when it came. Null for payments of before.
alter table payment_entries
  add column label text,
  add column piece text,
  add column entered_on date,
  add column due_on date,
  add column settled_cents bigint;

-- A transfer order holds nothing: an entry that leaves the books leaves the order too.
alter table transfer_order_parts drop constraint transfer_order_parts_organization_id_entry_id_fkey;
alter table transfer_order_parts add foreign key (organization_id, entry_id) references entries on delete cascade;
