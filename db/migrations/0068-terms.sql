-- What is past its term goes every night: each sweep finds the oldest rows by an index, and stops at the first that stays.
create index pushes_recent on pushes (organization_id, created_at);
create index inbox_handled on inbox (organization_id, handled_at) where handled_at is not null;
create index payments_traces on payments (organization_id, closed_at) where closed_at is not null and (email is not null or departure is not null);
create index announcement_readings_age on announcement_readings (organization_id, read_at);
create index disputes_said on disputes (organization_id, resolved_at) where resolved_at is not null;
create index facts_from on facts (organization_id, at) where ip is not null;

-- When something last moved on the accounts of a party: whom one has nothing to do with any more is not written to.
create view v_ledger_party_moves with (security_invoker = true) as
  select a.organization_id, a.party_id, a.balance_cents,
    (select max(e.entered_on) from entries e where e.organization_id = a.organization_id and e.account_id = a.id) as last_on
  from accounts a;
grant select on v_ledger_party_moves to quitus_app;

-- What was said in a dispute and in the story of a mandate is never rewritten: past its term it is emptied, and only that.
grant update (body) on dispute_steps to quitus_app;
create policy only_emptied on dispute_steps as restrictive for update using (true) with check (body = '');
grant update (data) on mandate_events to quitus_app;
create policy only_emptied on mandate_events as restrictive for update using (true) with check (data = '{}');

-- A fact keeps the network address of who did it for the term of logs; then the address goes, and the fact stays.
grant update (ip) on facts to quitus_app;
create policy only_emptied on facts as restrictive for update using (true) with check (ip is null);

-- That a sealed fact was as its seal says when its address went, vouched for under the key of the seals.
create table fact_reliefs (
  organization_id uuid not null references organizations,
  fact_id uuid not null,
  hash text not null,
  relieved_at timestamptz not null,
  primary key (organization_id, fact_id),
  foreign key (organization_id, fact_id) references sealed_facts
);
select quitus_protect('fact_reliefs');
revoke update, delete on fact_reliefs from quitus_app;

-- Users who are told that their access ends because they no longer come (GDPR article 5.1.e).
create table access_warnings (
  organization_id uuid not null references organizations,
  user_id uuid not null,
  warned_at timestamptz not null,
  closes_on date not null,
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references users on delete cascade
);
create index access_warnings_due on access_warnings (organization_id, closes_on, user_id);
select quitus_protect('access_warnings');
