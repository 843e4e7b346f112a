-- What came by the bank, of which creditor and how, for the figures of the office; undone allocations brought nothing.
create or replace view v_banking_transfers with (security_invoker = true) as
  select a.organization_id, a.id as payment_id, a.reference, l.booked_on, l.bank_reference,
    a.creditor_id, a.cents, a.state, l.kind
  from bank_allocations a
  join bank_lines l on l.organization_id = a.organization_id and l.id = a.line_id;
