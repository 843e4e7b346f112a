-- What a publication takes away is looked for in whatever names it: without these, each entry that leaves reads a table whole.
create index holds_entry on holds (organization_id, entry_id);
create index cart_entries_entry on cart_entries (organization_id, entry_id);
