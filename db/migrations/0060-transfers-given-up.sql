-- The money of an order that was given up may come, and be found not to be its money: the order is then what it was.
alter table transfer_orders add column given_up_at timestamptz;
update transfer_orders set given_up_at = closed_at where state = 'cancelled';
