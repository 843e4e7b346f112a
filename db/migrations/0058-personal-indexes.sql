-- What mandates and debits hold of one person is found again by that person.
create index mandates_user on mandates (organization_id, user_id);
create index mandate_events_author on mandate_events (organization_id, author_id) where author_id is not null;
create index mandate_signatures_user on mandate_signatures (organization_id, user_id);
create index collections_user on collections (organization_id, user_id);
