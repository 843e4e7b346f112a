-- The audit trail is sealed: facts are taken in order into seals, each of which holds the hash of the one before. Written
-- by a job, never on the path of those who record facts; a fact that is committed late goes into the next seal.
create table fact_seals (
  organization_id uuid not null references organizations,
  number int not null check (number > 0),
  previous_hash text not null,
  hash text not null,
  -- Which secret sealed it: the beginning of the hash of its key.
  key_id text not null,
  facts int not null check (facts > 0),
  sealed_at timestamptz not null,
  primary key (organization_id, number)
);
select quitus_protect('fact_seals');
revoke update, delete on fact_seals from quitus_app;

-- No foreign key to facts: one that was taken away must be missed, not hidden.
create table sealed_facts (
  organization_id uuid not null,
  fact_id uuid not null,
  seal_number int not null,
  position int not null check (position > 0),
  hash text not null,
  primary key (organization_id, fact_id),
  unique (organization_id, seal_number, position),
  foreign key (organization_id, seal_number) references fact_seals
);
select quitus_protect('sealed_facts');
revoke update, delete on sealed_facts from quitus_app;

-- The trail read by time, and what a person did.
create index facts_recent on facts (organization_id, at desc, id desc);
create index facts_actor on facts (organization_id, actor_id, at desc, id desc) where actor_id is not null;
