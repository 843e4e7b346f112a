-- Money of a payment that went back (PAY-11): a refund by the creditor, or money that the payer's bank took back.
create table reversals (
  organization_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  creditor_id uuid not null,
  kind text not null check (kind in ('refund', 'charge_back')),
  cents bigint not null check (cents > 0),
  -- The day that it happened, in Paris.
  reversed_on date not null,
  reason text not null default '',
  -- What names it at the provider; null while only staff have recorded it.
  provider_key text,
  -- The member of staff who recorded it; null when the provider told it.
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, payment_id) references payments,
  foreign key (organization_id, recorded_by) references users,
  constraint reversals_told_or_recorded check (provider_key is not null or recorded_by is not null)
);
create index reversals_payment on reversals (organization_id, payment_id, recorded_at);
-- A provider tells the same one many times, staff may send a form twice: it is written once.
create unique index reversals_told_once on reversals (organization_id, payment_id, provider_key) where provider_key is not null;
create unique index reversals_recorded_once on reversals (organization_id, payment_id, kind, reversed_on, cents) where recorded_by is not null;
select quitus_protect('reversals');

-- Paid attempts whose provider can still tell a reversal are asked about once a day.
create index payments_paid on payments (organization_id, closed_at) where state = 'paid';
