-- A direct debit keeps its entries from when it is announced: as exclusive as a payment, on a day that is known (PAY-5).
alter table holds drop constraint holds_kind_check,
  add constraint holds_kind_check check (kind in ('payment', 'collection', 'dispute', 'declared', 'recovery', 'treasury', 'suspension')),
  -- The day on which the money is to be taken.
  add column planned_on date;
-- An entry is in one payment or one direct debit at a time: this is what makes paying twice impossible.
drop index holds_one_payment;
create unique index holds_one_payment on holds (organization_id, entry_id) where kind in ('payment', 'collection') and released_at is null;
