-- What the office's home counts besides: webhooks that Quitus switched off, and by which means money comes.
create view v_webhooks with (security_invoker = true) as
  select organization_id, id, enabled, disabled_for, created_at from webhooks;
create or replace view v_payments_receipts with (security_invoker = true) as
  select organization_id, id, creditor_id, cents, received_at, means from receipts;
grant select on v_webhooks to quitus_app;
