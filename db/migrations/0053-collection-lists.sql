-- What is to come is read soonest first among years of debits.
create index collections_coming on collections (organization_id, collect_on, id) where state in ('announced', 'prepared', 'sent');
-- A bank may name a debit by its mandate only; references of mandates are compared without their case (EPC).
alter table collections add column umr_key text not null generated always as (upper(umr)) stored;
create index collections_umr on collections (organization_id, umr_key, collect_on desc);
