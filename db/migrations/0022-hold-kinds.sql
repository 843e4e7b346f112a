-- What is declared paid by other means is held until staff confirm it (ACT-6).
alter table holds drop constraint holds_kind_check,
  add constraint holds_kind_check check (kind in ('payment', 'dispute', 'declared', 'recovery', 'treasury', 'suspension'));
-- Whoever holds an entry holds it once.
create unique index holds_once on holds (organization_id, reference_id, entry_id, kind) where released_at is null;
