-- Who collects must know which accounts left the customers' space.
create or replace view v_ledger_accounts with (security_invoker = true) as
  select organization_id, id, creditor_id, party_id, code, label, balance_cents, search_text, withdrawn_at from accounts;
