-- A transfer that never came is no longer expected after its term (PAY-9); its reference is known for ever.
alter table transfer_orders add column expires_on date;
update transfer_orders set expires_on = (made_at at time zone 'Europe/Paris')::date + 30;
alter table transfer_orders
  alter column expires_on set not null,
  drop constraint transfer_orders_state_check,
  add constraint transfer_orders_state_check check (state in ('open', 'received', 'cancelled', 'expired'));
create index transfer_orders_term on transfer_orders (organization_id, expires_on, id) where state = 'open';
