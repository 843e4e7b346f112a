-- Direct debits go back to the accounting software (API-4): the money with the other payments, and what happened to each.
create view v_collections_money with (security_invoker = true) as
  select c.organization_id, c.id as payment_id, c.end_to_end_id as number, 'direct_debit' as means, null::text as counter_account
  from collections c
  union all
  -- A fee is no money of the bank: its counterpart is the creditor's account for it.
  select r.organization_id, r.id, c.end_to_end_id, 'return_fee', s.fee_account
  from collection_returns r
  join collections c on c.organization_id = r.organization_id and c.id = r.collection_id
  join collection_settings s on s.organization_id = r.organization_id and s.creditor_id = r.creditor_id
  where r.fee_cents > 0;
create view v_collections_steps with (security_invoker = true) as
  select c.organization_id, c.id, c.creditor_id, c.collected_at as at, 'collected' as step, c.id as collection_id, c.cents,
         null::text as reason_code, 0::bigint as fee_cents
  from collections c where c.collected_at is not null
  union all
  select r.organization_id, r.id, r.creditor_id, r.recorded_at, r.kind, r.collection_id, r.cents, r.reason_code, r.fee_cents
  from collection_returns r;
create view v_collections_named with (security_invoker = true) as
  select c.organization_id, c.id as collection_id, c.end_to_end_id, c.umr, c.collect_on, a.code as account_code, p.code as party_code,
         b.message_id
  from collections c
  join accounts a on a.organization_id = c.organization_id and a.id = c.account_id
  join parties p on p.organization_id = c.organization_id and p.id = c.party_id
  left join debit_batches b on b.organization_id = c.organization_id and b.id = c.batch_id;
grant select on v_collections_money, v_collections_steps, v_collections_named to quitus_app;
create index collections_collected on collections (organization_id, creditor_id, collected_at, id) where collected_at is not null;
create index collection_returns_creditor on collection_returns (organization_id, creditor_id, recorded_at, id);
alter table exports drop constraint exports_kind_check;
alter table exports add constraint exports_kind_check
  check (kind in ('payments', 'letterings', 'disputes', 'coordinates', 'collections'));
