-- Written by bin/dump-schema.ts after the migrations. Read it, do not run it.

create table access_accounts (
  organization_id uuid not null,
  user_id uuid not null,
  party_id uuid not null,
  rights text[] not null default '{read,pay,dispute}'::text[],
  ends_on date,
  created_at timestamp with time zone not null default now(),
  main boolean not null default true,
  invited_name text,
  colleague_id uuid not null default gen_random_uuid(),
  constraint access_accounts_pkey PRIMARY KEY (organization_id, user_id, party_id),
  constraint access_accounts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint access_accounts_organization_id_party_id_fkey FOREIGN KEY (organization_id, party_id) REFERENCES parties(organization_id, id),
  constraint access_accounts_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE,
  constraint access_accounts_rights_check CHECK ((rights <@ '{read,pay,dispute}'::text[]))
); -- row-level security is forced
CREATE INDEX access_accounts_party ON public.access_accounts USING btree (organization_id, party_id);
CREATE UNIQUE INDEX access_accounts_colleague ON public.access_accounts USING btree (organization_id, colleague_id);
create policy organization on access_accounts using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table access_codes (
  organization_id uuid not null,
  party_id uuid not null,
  code_hash bytea not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  misses integer not null default 0,
  used_at timestamp with time zone,
  constraint access_codes_pkey PRIMARY KEY (organization_id, party_id),
  constraint access_codes_organization_id_code_hash_key UNIQUE (organization_id, code_hash),
  constraint access_codes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint access_codes_organization_id_party_id_fkey FOREIGN KEY (organization_id, party_id) REFERENCES parties(organization_id, id),
  constraint access_codes_code_hash_check CHECK ((length(code_hash) = 32))
); -- row-level security is forced
create policy organization on access_codes using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table access_letters (
  organization_id uuid not null,
  id uuid not null,
  party_ids uuid[],
  creditor_ids uuid[],
  state text not null default 'queued'::text,
  total integer not null default 0,
  made integer not null default 0,
  remaining integer not null default 0,
  file_hash text,
  asked_by uuid not null,
  asked_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint access_letters_pkey PRIMARY KEY (organization_id, id),
  constraint access_letters_organization_id_asked_by_fkey FOREIGN KEY (organization_id, asked_by) REFERENCES users(organization_id, id),
  constraint access_letters_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint access_letters_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'empty'::text])))
); -- row-level security is forced
CREATE INDEX access_letters_recent ON public.access_letters USING btree (organization_id, asked_at DESC, id DESC);
create policy organization on access_letters using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table access_warnings (
  organization_id uuid not null,
  user_id uuid not null,
  warned_at timestamp with time zone not null,
  closes_on date not null,
  constraint access_warnings_pkey PRIMARY KEY (organization_id, user_id),
  constraint access_warnings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint access_warnings_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE
); -- row-level security is forced
CREATE INDEX access_warnings_due ON public.access_warnings USING btree (organization_id, closes_on, user_id);
create policy organization on access_warnings using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table accounts (
  organization_id uuid not null,
  id uuid not null,
  creditor_id uuid not null,
  party_id uuid not null,
  code text not null,
  kind text not null default 'customer'::text,
  label text not null,
  balance_cents bigint not null default 0,
  published_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  search_text text not null default quitus_search_text(ARRAY[label, code]),
  sort_label text not null default lower(label),
  withdrawal_asked_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  name_key text not null default quitus_name_key(label),
  constraint accounts_pkey PRIMARY KEY (organization_id, id),
  constraint accounts_organization_id_creditor_id_code_key UNIQUE (organization_id, creditor_id, code),
  constraint accounts_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint accounts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint accounts_organization_id_party_id_fkey FOREIGN KEY (organization_id, party_id) REFERENCES parties(organization_id, id),
  constraint accounts_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'owner'::text, 'tenant'::text, 'co_owner'::text, 'supplier'::text]))),
  constraint accounts_withdrawal_check CHECK (((withdrawal_asked_at IS NULL) OR (withdrawn_at IS NULL)))
); -- row-level security is forced
CREATE INDEX accounts_balance ON public.accounts USING btree (organization_id, balance_cents DESC, id DESC);
CREATE INDEX accounts_creditor_party ON public.accounts USING btree (organization_id, creditor_id, party_id);
CREATE INDEX accounts_label ON public.accounts USING btree (organization_id, sort_label, id);
CREATE INDEX accounts_leaving ON public.accounts USING btree (organization_id, creditor_id) WHERE (withdrawal_asked_at IS NOT NULL);
CREATE INDEX accounts_name ON public.accounts USING btree (organization_id, name_key) WHERE (name_key <> ''::text);
CREATE INDEX accounts_party ON public.accounts USING btree (organization_id, party_id);
CREATE INDEX accounts_withdrawn ON public.accounts USING btree (organization_id, sort_label, id) WHERE (withdrawn_at IS NOT NULL);
create policy organization on accounts using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table announcement_readings (
  organization_id uuid not null,
  announcement_id uuid not null,
  user_id uuid not null,
  read_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint announcement_readings_pkey PRIMARY KEY (organization_id, announcement_id, user_id),
  constraint announcement_readings_organization_id_announcement_id_fkey FOREIGN KEY (organization_id, announcement_id) REFERENCES announcements(organization_id, id) ON DELETE CASCADE,
  constraint announcement_readings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint announcement_readings_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE
); -- row-level security is forced
CREATE INDEX announcement_readings_age ON public.announcement_readings USING btree (organization_id, read_at);
CREATE INDEX announcement_readings_user ON public.announcement_readings USING btree (organization_id, user_id);
create policy organization on announcement_readings using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table announcements (
  organization_id uuid not null,
  id uuid not null,
  kind text not null,
  title text not null,
  body text not null,
  account_kinds text[] not null default '{}'::text[],
  creditor_ids uuid[] not null default '{}'::uuid[],
  starts_on date not null,
  ends_on date,
  state text not null default 'draft'::text,
  told_at timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint announcements_pkey PRIMARY KEY (organization_id, id),
  constraint announcements_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint announcements_account_kinds_check CHECK ((account_kinds <@ '{customer,owner,tenant,co_owner,supplier}'::text[])),
  constraint announcements_check CHECK ((ends_on >= starts_on)),
  constraint announcements_kind_check CHECK ((kind = ANY (ARRAY['important'::text, 'welcome'::text, 'information'::text, 'newsletter'::text]))),
  constraint announcements_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text]))),
  constraint announcements_title_check CHECK ((title <> ''::text))
); -- row-level security is forced
CREATE INDEX announcements_current ON public.announcements USING btree (organization_id, starts_on DESC, id DESC) WHERE (state = 'published'::text);
CREATE INDEX announcements_untold ON public.announcements USING btree (organization_id, starts_on) WHERE ((state = 'published'::text) AND (told_at IS NULL));
create policy organization on announcements using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table api_tokens (
  organization_id uuid not null,
  id uuid not null,
  name text not null,
  token_hash bytea not null,
  scopes text[] not null,
  creditor_ids uuid[],
  created_by uuid,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_tokens_pkey PRIMARY KEY (organization_id, id),
  constraint api_tokens_organization_id_token_hash_key UNIQUE (organization_id, token_hash),
  constraint api_tokens_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
create policy organization on api_tokens using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table attachments (
  organization_id uuid not null,
  id uuid not null,
  uploaded_by uuid not null,
  name text not null,
  media_type text not null,
  hash text not null,
  bytes bigint not null,
  request_message_id uuid,
  announcement_id uuid,
  created_at timestamp with time zone not null,
  constraint attachments_pkey PRIMARY KEY (organization_id, id),
  constraint attachments_organization_id_announcement_id_fkey FOREIGN KEY (organization_id, announcement_id) REFERENCES announcements(organization_id, id) ON DELETE CASCADE,
  constraint attachments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint attachments_organization_id_hash_fkey FOREIGN KEY (organization_id, hash) REFERENCES files(organization_id, hash),
  constraint attachments_organization_id_request_message_id_fkey FOREIGN KEY (organization_id, request_message_id) REFERENCES request_messages(organization_id, id),
  constraint attachments_check CHECK (((request_message_id IS NULL) OR (announcement_id IS NULL)))
); -- row-level security is forced
CREATE INDEX attachments_announcement ON public.attachments USING btree (organization_id, announcement_id) WHERE (announcement_id IS NOT NULL);
CREATE INDEX attachments_loose ON public.attachments USING btree (organization_id, created_at) WHERE ((request_message_id IS NULL) AND (announcement_id IS NULL));
CREATE INDEX attachments_message ON public.attachments USING btree (organization_id, request_message_id) WHERE (request_message_id IS NOT NULL);
CREATE INDEX attachments_sender ON public.attachments USING btree (organization_id, uploaded_by);
create policy organization on attachments using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table bank_accounts (
  organization_id uuid not null,
  id uuid not null,
  creditor_id uuid,
  key text not null,
  currency text not null,
  label text not null default ''::text,
  created_at timestamp with time zone not null,
  constraint bank_accounts_pkey PRIMARY KEY (organization_id, id),
  constraint bank_accounts_organization_id_key_currency_key UNIQUE (organization_id, key, currency),
  constraint bank_accounts_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint bank_accounts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint bank_accounts_key_check CHECK ((key <> ''::text))
); -- row-level security is forced
CREATE INDEX bank_accounts_creditor ON public.bank_accounts USING btree (organization_id, creditor_id);
create policy organization on bank_accounts using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table bank_allocation_accounts (
  organization_id uuid not null,
  allocation_id uuid not null,
  account_id uuid not null,
  cents bigint not null,
  constraint bank_allocation_accounts_pkey PRIMARY KEY (organization_id, allocation_id, account_id),
  constraint bank_allocation_accounts_organization_id_account_id_fkey FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  constraint bank_allocation_accounts_organization_id_allocation_id_fkey FOREIGN KEY (organization_id, allocation_id) REFERENCES bank_allocations(organization_id, id),
  constraint bank_allocation_accounts_cents_check CHECK ((cents <> 0))
); -- row-level security is forced
CREATE INDEX bank_allocation_accounts_account ON public.bank_allocation_accounts USING btree (organization_id, account_id);
create policy organization on bank_allocation_accounts using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table bank_allocation_parts (
  organization_id uuid not null,
  allocation_id uuid not null,
  entry_id uuid not null,
  cents bigint not null,
  constraint bank_allocation_parts_pkey PRIMARY KEY (organization_id, allocation_id, entry_id),
  constraint bank_allocation_parts_organization_id_allocation_id_fkey FOREIGN KEY (organization_id, allocation_id) REFERENCES bank_allocations(organization_id, id),
  constraint bank_allocation_parts_cents_check CHECK ((cents <> 0))
); -- row-level security is forced
create policy organization on bank_allocation_parts using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table bank_allocations (
  organization_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  detail integer,
  creditor_id uuid not null,
  reference text not null,
  cents bigint not null,
  left_cents bigint not null default 0,
  source text not null,
  user_id uuid,
  score integer,
  reason text not null default ''::text,
  order_ids uuid[] not null default '{}'::uuid[],
  state text not null,
  made_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  undone_by uuid,
  constraint bank_allocations_pkey PRIMARY KEY (organization_id, id),
  constraint bank_allocations_organization_id_reference_key UNIQUE (organization_id, reference),
  constraint bank_allocations_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint bank_allocations_organization_id_line_id_fkey FOREIGN KEY (organization_id, line_id) REFERENCES bank_lines(organization_id, id),
  constraint bank_allocations_organization_id_undone_by_fkey FOREIGN KEY (organization_id, undone_by) REFERENCES users(organization_id, id),
  constraint bank_allocations_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id),
  constraint bank_allocations_cents_check CHECK ((cents > 0)),
  constraint bank_allocations_source_check CHECK ((source = ANY (ARRAY['rule'::text, 'staff'::text]))),
  constraint bank_allocations_state_check CHECK ((state = ANY (ARRAY['active'::text, 'undone'::text]))),
  constraint bank_allocations_undone CHECK (((state = 'undone'::text) = (undone_at IS NOT NULL)))
); -- row-level security is forced
CREATE INDEX bank_allocations_line ON public.bank_allocations USING btree (organization_id, line_id);
create policy organization on bank_allocations using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table bank_files (
  organization_id uuid not null,
  id uuid not null,
  file_name text not null,
  file_hash text not null,
  bytes bigint not null,
  state text not null,
  format text,
  bytes_read bigint not null default 0,
  statements integer not null default 0,
  lines_new integer not null default 0,
  lines_known integer not null default 0,
  lines_pending integer not null default 0,
  problems jsonb not null default '[]'::jsonb,
  failure jsonb,
  created_by text not null,
  creditor_ids uuid[],
  created_at timestamp with time zone not null,
  beat_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint bank_files_pkey PRIMARY KEY (organization_id, id),
  constraint bank_files_organization_id_file_hash_fkey FOREIGN KEY (organization_id, file_hash) REFERENCES files(organization_id, hash),
  constraint bank_files_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint bank_files_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
); -- row-level security is forced
CREATE INDEX bank_files_recent ON public.bank_files USING btree (organization_id, created_at DESC, id DESC);
CREATE INDEX bank_files_running ON public.bank_files USING btree (organization_id, beat_at) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE UNIQUE INDEX bank_files_once ON public.bank_files USING btree (organization_id, file_hash) WHERE (state <> 'failed'::text);
create policy organization on bank_files using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table bank_line_notes (
  organization_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  user_id uuid not null,
  body text not null,
  at timestamp with time zone not null,
  constraint bank_line_notes_pkey PRIMARY KEY (organization_id, id),
  constraint bank_line_notes_organization_id_line_id_fkey FOREIGN KEY (organization_id, line_id) REFERENCES bank_lines(organization_id, id),
  constraint bank_line_notes_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id),
  constraint bank_line_notes_body_check CHECK ((body <> ''::text))
); -- row-level security is forced
CREATE INDEX bank_line_notes_line ON public.bank_line_notes USING btree (organization_id, line_id, at);
create policy organization on bank_line_notes using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table bank_lines (
  organization_id uuid not null,
  id uuid not null,
  bank_account_id uuid not null,
  creditor_id uuid,
  booked_on date not null,
  value_on date,
  cents bigint not null,
  currency text not null,
  kind text not null,
  code text not null default ''::text,
  reversal boolean not null default false,
  label text not null default ''::text,
  bank_reference text not null default ''::text,
  counterparty text not null default ''::text,
  payer_hash text not null default ''::text,
  payer_mask text not null default ''::text,
  texts text not null default ''::text,
  batch jsonb,
  details jsonb not null default '[]'::jsonb,
  state text not null,
  allocated_cents bigint not null default 0,
  score integer,
  proposals jsonb not null default '[]'::jsonb,
  proposed_at timestamp with time zone,
  reason text not null default ''::text,
  reason_text text not null default ''::text,
  closed_by text not null default ''::text,
  closed_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint bank_lines_pkey PRIMARY KEY (organization_id, id),
  constraint bank_lines_organization_id_bank_account_id_fkey FOREIGN KEY (organization_id, bank_account_id) REFERENCES bank_accounts(organization_id, id),
  constraint bank_lines_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint bank_lines_cents_check CHECK ((cents <> 0)),
  constraint bank_lines_check CHECK (((allocated_cents >= 0) AND (allocated_cents <= abs(cents)))),
  constraint bank_lines_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'matched'::text, 'set_aside'::text, 'ignored'::text])))
); -- row-level security is forced
CREATE INDEX bank_lines_account ON public.bank_lines USING btree (organization_id, bank_account_id, booked_on DESC, id DESC);
CREATE INDEX bank_lines_recent ON public.bank_lines USING btree (organization_id, booked_on DESC, id DESC);
CREATE INDEX bank_lines_same ON public.bank_lines USING btree (organization_id, bank_account_id, booked_on, cents);
CREATE INDEX bank_lines_state ON public.bank_lines USING btree (organization_id, state, booked_on DESC, id DESC);
CREATE INDEX bank_lines_to_propose ON public.bank_lines USING btree (organization_id, creditor_id, id) WHERE ((state = 'waiting'::text) AND (proposed_at IS NULL));
CREATE INDEX bank_lines_waiting ON public.bank_lines USING btree (organization_id, creditor_id, booked_on DESC, id DESC) WHERE (state = 'waiting'::text);
create policy organization on bank_lines using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table bank_payers (
  organization_id uuid not null,
  payer_hash text not null,
  account_id uuid not null,
  uses integer not null,
  last_used_on date not null,
  constraint bank_payers_pkey PRIMARY KEY (organization_id, payer_hash, account_id),
  constraint bank_payers_organization_id_account_id_fkey FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  constraint bank_payers_payer_hash_check CHECK ((payer_hash <> ''::text))
); -- row-level security is forced
create policy organization on bank_payers using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table bank_sightings (
  organization_id uuid not null,
  statement_id uuid not null,
  line_id uuid not null,
  format text not null,
  fingerprint text not null,
  after_cents bigint,
  constraint bank_sightings_pkey PRIMARY KEY (organization_id, statement_id, line_id),
  constraint bank_sightings_organization_id_line_id_fkey FOREIGN KEY (organization_id, line_id) REFERENCES bank_lines(organization_id, id),
  constraint bank_sightings_organization_id_statement_id_fkey FOREIGN KEY (organization_id, statement_id) REFERENCES bank_statements(organization_id, id)
); -- row-level security is forced
CREATE INDEX bank_sightings_line ON public.bank_sightings USING btree (organization_id, line_id);
create policy organization on bank_sightings using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table bank_statement_days (
  organization_id uuid not null,
  bank_account_id uuid not null,
  format text not null,
  day date not null,
  statement_id uuid not null,
  before_cents bigint,
  after_cents bigint,
  constraint bank_statement_days_pkey PRIMARY KEY (organization_id, bank_account_id, format, day, statement_id),
  constraint bank_statement_days_organization_id_statement_id_fkey FOREIGN KEY (organization_id, statement_id) REFERENCES bank_statements(organization_id, id)
); -- row-level security is forced
create policy organization on bank_statement_days using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table bank_statements (
  organization_id uuid not null,
  id uuid not null,
  bank_account_id uuid not null,
  file_id uuid not null,
  format text not null,
  number text not null default ''::text,
  digest text not null,
  opening_cents bigint,
  opening_on date,
  closing_cents bigint,
  closing_on date not null,
  lines integer not null,
  lines_new integer not null,
  problems jsonb not null default '[]'::jsonb,
  created_at timestamp with time zone not null,
  constraint bank_statements_pkey PRIMARY KEY (organization_id, id),
  constraint bank_statements_organization_id_bank_account_id_format_dige_key UNIQUE (organization_id, bank_account_id, format, digest),
  constraint bank_statements_organization_id_bank_account_id_fkey FOREIGN KEY (organization_id, bank_account_id) REFERENCES bank_accounts(organization_id, id),
  constraint bank_statements_organization_id_file_id_fkey FOREIGN KEY (organization_id, file_id) REFERENCES bank_files(organization_id, id)
); -- row-level security is forced
CREATE INDEX bank_statements_account ON public.bank_statements USING btree (organization_id, bank_account_id, closing_on DESC, id DESC);
CREATE INDEX bank_statements_recent ON public.bank_statements USING btree (organization_id, closing_on DESC, id DESC);
create policy organization on bank_statements using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table batch_counters (
  organization_id uuid not null,
  year integer not null,
  last_number integer not null,
  constraint batch_counters_pkey PRIMARY KEY (organization_id, year),
  constraint batch_counters_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
create policy organization on batch_counters using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table bounced_addresses (
  organization_id uuid not null,
  address text not null,
  mail_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  constraint bounced_addresses_pkey PRIMARY KEY (organization_id, address),
  constraint bounced_addresses_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint bounced_addresses_address_check CHECK ((address = lower(address)))
); -- row-level security is forced
create policy organization on bounced_addresses using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table cart_entries (
  organization_id uuid not null,
  user_id uuid not null,
  creditor_id uuid not null,
  entry_id uuid not null,
  added_at timestamp with time zone not null,
  constraint cart_entries_pkey PRIMARY KEY (organization_id, user_id, entry_id),
  constraint cart_entries_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint cart_entries_organization_id_entry_id_fkey FOREIGN KEY (organization_id, entry_id) REFERENCES entries(organization_id, id) ON DELETE CASCADE,
  constraint cart_entries_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE
); -- row-level security is forced
CREATE INDEX cart_entries_entry ON public.cart_entries USING btree (organization_id, entry_id);
create policy organization on cart_entries using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table ceremonies (
  organization_id uuid not null,
  id uuid not null,
  kind text not null,
  user_id uuid,
  token_hash bytea not null,
  challenge text not null,
  remembered boolean not null,
  expires_at timestamp with time zone not null,
  constraint ceremonies_pkey PRIMARY KEY (organization_id, id),
  constraint ceremonies_organization_id_token_hash_key UNIQUE (organization_id, token_hash),
  constraint ceremonies_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint ceremonies_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE,
  constraint ceremonies_check CHECK (((user_id IS NOT NULL) OR (kind = 'passkey_sign_in'::text))),
  constraint ceremonies_kind_check CHECK ((kind = ANY (ARRAY['second_step'::text, 'passkey_sign_in'::text, 'passkey_enrolment'::text])))
); -- row-level security is forced
CREATE INDEX ceremonies_user ON public.ceremonies USING btree (organization_id, user_id);
create policy organization on ceremonies using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table collection_pieces (
  organization_id uuid not null,
  collection_id uuid not null,
  entry_id uuid not null,
  cents bigint not null,
  constraint collection_pieces_pkey PRIMARY KEY (organization_id, collection_id, entry_id),
  constraint collection_pieces_organization_id_collection_id_fkey FOREIGN KEY (organization_id, collection_id) REFERENCES collections(organization_id, id),
  constraint collection_pieces_organization_id_entry_id_fkey FOREIGN KEY (organization_id, entry_id) REFERENCES entries(organization_id, id),
  constraint collection_pieces_cents_check CHECK ((cents <> 0))
); -- row-level security is forced
CREATE INDEX collection_pieces_entry ON public.collection_pieces USING btree (organization_id, entry_id);
create policy organization on collection_pieces using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table collection_returns (
  organization_id uuid not null,
  id uuid not null,
  collection_id uuid not null,
  creditor_id uuid not null,
  kind text not null,
  cents bigint not null,
  reason_code text,
  reason_text text,
  returned_on date not null,
  sources text[] not null,
  charges_cents bigint,
  fee_cents bigint not null default 0,
  retry_on date,
  retried boolean not null default false,
  recorded_at timestamp with time zone not null,
  handled_at timestamp with time zone,
  handled_by uuid,
  constraint collection_returns_pkey PRIMARY KEY (organization_id, id),
  constraint collection_returns_organization_id_collection_id_key UNIQUE (organization_id, collection_id),
  constraint collection_returns_organization_id_collection_id_fkey FOREIGN KEY (organization_id, collection_id) REFERENCES collections(organization_id, id),
  constraint collection_returns_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint collection_returns_organization_id_handled_by_fkey FOREIGN KEY (organization_id, handled_by) REFERENCES users(organization_id, id),
  constraint collection_returns_cents_check CHECK ((cents > 0)),
  constraint collection_returns_kind_check CHECK ((kind = ANY (ARRAY['rejected'::text, 'returned'::text])))
); -- row-level security is forced
CREATE INDEX collection_returns_creditor ON public.collection_returns USING btree (organization_id, creditor_id, recorded_at, id);
CREATE INDEX collection_returns_open ON public.collection_returns USING btree (organization_id, recorded_at DESC, id DESC) WHERE (handled_at IS NULL);
CREATE INDEX collection_returns_recent ON public.collection_returns USING btree (organization_id, recorded_at DESC, id DESC);
CREATE INDEX collection_returns_retry ON public.collection_returns USING btree (organization_id, creditor_id, retry_on) WHERE ((retry_on IS NOT NULL) AND (NOT retried));
create policy organization on collection_returns using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table collection_settings (
  organization_id uuid not null,
  creditor_id uuid not null,
  enabled boolean not null,
  bic text not null default ''::text,
  version text not null,
  days integer[] not null,
  lead_days integer not null,
  cut_off_hour integer not null,
  batch_booking boolean,
  four_eyes boolean not null,
  customer_cancels boolean not null,
  fee_cents bigint not null,
  fee_account text not null,
  retry_days integer,
  drop_enabled boolean not null,
  drop_configuration bytea,
  updated_at timestamp with time zone not null,
  constraint collection_settings_pkey PRIMARY KEY (organization_id, creditor_id),
  constraint collection_settings_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint collection_settings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint collection_settings_cut_off_hour_check CHECK (((cut_off_hour >= 1) AND (cut_off_hour <= 23))),
  constraint collection_settings_days_check CHECK ((days <@ '{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28}'::integer[])),
  constraint collection_settings_fee_cents_check CHECK (((fee_cents >= 0) AND (fee_cents <= 10000))),
  constraint collection_settings_lead_days_check CHECK (((lead_days >= 1) AND (lead_days <= 10))),
  constraint collection_settings_retry_days_check CHECK (((retry_days >= 1) AND (retry_days <= 60))),
  constraint collection_settings_version_check CHECK ((version = ANY (ARRAY['pain.008.001.08'::text, 'pain.008.001.02'::text])))
); -- row-level security is forced
create policy organization on collection_settings using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table collections (
  organization_id uuid not null,
  id uuid not null,
  end_to_end_id text not null,
  creditor_id uuid not null,
  account_id uuid not null,
  party_id uuid not null,
  user_id uuid,
  mandate_id uuid not null,
  umr text not null,
  scheme text not null,
  mode text not null,
  kind text not null,
  instalment_id uuid,
  retry_of uuid,
  cents bigint not null,
  collect_on date not null,
  state text not null,
  announced_on date not null,
  notice_days integer not null,
  debtor_name text not null,
  masked_iban text not null,
  batch_id uuid,
  block_id uuid,
  debit bytea,
  amended boolean not null default false,
  bars boolean not null default false,
  cancelled_by text,
  collected_at timestamp with time zone,
  left_cents bigint not null default 0,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  umr_key text not null default upper(umr),
  resume_on date,
  constraint collections_pkey PRIMARY KEY (organization_id, id),
  constraint collections_organization_id_end_to_end_id_key UNIQUE (organization_id, end_to_end_id),
  constraint collections_organization_id_account_id_fkey FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  constraint collections_organization_id_batch_id_fkey FOREIGN KEY (organization_id, batch_id) REFERENCES debit_batches(organization_id, id),
  constraint collections_organization_id_block_id_fkey FOREIGN KEY (organization_id, block_id) REFERENCES debit_blocks(organization_id, id),
  constraint collections_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint collections_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint collections_organization_id_mandate_id_fkey FOREIGN KEY (organization_id, mandate_id) REFERENCES mandates(organization_id, id),
  constraint collections_organization_id_party_id_fkey FOREIGN KEY (organization_id, party_id) REFERENCES parties(organization_id, id),
  constraint collections_cancelled_by CHECK (((state = 'cancelled'::text) = (cancelled_by IS NOT NULL))),
  constraint collections_cancelled_by_check CHECK ((cancelled_by = ANY (ARRAY['customer'::text, 'staff'::text, 'system'::text]))),
  constraint collections_cents_check CHECK ((cents > 0)),
  constraint collections_in_a_batch CHECK (((state = ANY (ARRAY['announced'::text, 'cancelled'::text])) OR (batch_id IS NOT NULL))),
  constraint collections_in_a_file CHECK (((state = ANY (ARRAY['announced'::text, 'prepared'::text, 'cancelled'::text])) OR ((block_id IS NOT NULL) AND (debit IS NOT NULL)))),
  constraint collections_kind_check CHECK ((kind = ANY (ARRAY['one_off'::text, 'automatic'::text, 'instalment'::text, 'retry'::text]))),
  constraint collections_mode_check CHECK ((mode = ANY (ARRAY['one_off'::text, 'automatic'::text]))),
  constraint collections_scheme_check CHECK ((scheme = ANY (ARRAY['CORE'::text, 'B2B'::text]))),
  constraint collections_state_check CHECK ((state = ANY (ARRAY['announced'::text, 'prepared'::text, 'sent'::text, 'collected'::text, 'rejected'::text, 'returned'::text, 'cancelled'::text])))
); -- row-level security is forced
CREATE INDEX collections_account ON public.collections USING btree (organization_id, account_id, collect_on DESC, id DESC);
CREATE INDEX collections_batch ON public.collections USING btree (organization_id, batch_id, id) WHERE (batch_id IS NOT NULL);
CREATE INDEX collections_block ON public.collections USING btree (organization_id, block_id, id) WHERE (block_id IS NOT NULL);
CREATE INDEX collections_collected ON public.collections USING btree (organization_id, creditor_id, collected_at, id) WHERE (collected_at IS NOT NULL);
CREATE INDEX collections_coming ON public.collections USING btree (organization_id, collect_on, id) WHERE (state = ANY (ARRAY['announced'::text, 'prepared'::text, 'sent'::text]));
CREATE INDEX collections_creditor ON public.collections USING btree (organization_id, creditor_id, collect_on DESC, id DESC);
CREATE INDEX collections_mandate ON public.collections USING btree (organization_id, mandate_id, collect_on DESC);
CREATE INDEX collections_party ON public.collections USING btree (organization_id, party_id, collect_on DESC, id DESC);
CREATE INDEX collections_recent ON public.collections USING btree (organization_id, collect_on DESC, id DESC);
CREATE INDEX collections_umr ON public.collections USING btree (organization_id, umr_key, collect_on DESC);
CREATE INDEX collections_user ON public.collections USING btree (organization_id, user_id);
CREATE INDEX collections_waiting ON public.collections USING btree (organization_id, creditor_id, collect_on, id) WHERE (state = 'announced'::text);
CREATE UNIQUE INDEX collections_instalment ON public.collections USING btree (organization_id, instalment_id) WHERE ((instalment_id IS NOT NULL) AND (NOT bars) AND (state <> 'cancelled'::text));
CREATE UNIQUE INDEX collections_one_off ON public.collections USING btree (organization_id, mandate_id) WHERE ((kind = 'one_off'::text) AND (state <> 'cancelled'::text));
CREATE UNIQUE INDEX collections_retry ON public.collections USING btree (organization_id, retry_of) WHERE ((retry_of IS NOT NULL) AND (state <> 'cancelled'::text));
create policy organization on collections using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table coordinate_change_fields (
  organization_id uuid not null,
  change_id uuid not null,
  field text not null,
  was text not null,
  wanted text not null,
  outcome text,
  reason text not null default ''::text,
  decided_at timestamp with time zone,
  decided_by uuid,
  constraint coordinate_change_fields_pkey PRIMARY KEY (organization_id, change_id, field),
  constraint coordinate_change_fields_organization_id_change_id_fkey FOREIGN KEY (organization_id, change_id) REFERENCES coordinate_changes(organization_id, id),
  constraint coordinate_change_fields_organization_id_decided_by_fkey FOREIGN KEY (organization_id, decided_by) REFERENCES users(organization_id, id),
  constraint coordinate_change_fields_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint coordinate_change_fields_check CHECK (((outcome IS NULL) = (decided_at IS NULL))),
  constraint coordinate_change_fields_field_check CHECK ((field ~ '^[A-Za-z0-9]{1,40}$'::text)),
  constraint coordinate_change_fields_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'refused'::text])))
); -- row-level security is forced
CREATE INDEX coordinate_change_fields_accepted ON public.coordinate_change_fields USING btree (organization_id, decided_at, change_id, field) WHERE (outcome = 'accepted'::text);
create policy organization on coordinate_change_fields using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table coordinate_changes (
  organization_id uuid not null,
  id uuid not null,
  party_id uuid not null,
  asked_by uuid not null,
  state text not null default 'pending'::text,
  asked_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint coordinate_changes_pkey PRIMARY KEY (organization_id, id),
  constraint coordinate_changes_organization_id_asked_by_fkey FOREIGN KEY (organization_id, asked_by) REFERENCES users(organization_id, id),
  constraint coordinate_changes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint coordinate_changes_organization_id_party_id_fkey FOREIGN KEY (organization_id, party_id) REFERENCES parties(organization_id, id),
  constraint coordinate_changes_check CHECK (((state = 'pending'::text) = (closed_at IS NULL))),
  constraint coordinate_changes_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'decided'::text, 'withdrawn'::text])))
); -- row-level security is forced
CREATE INDEX coordinate_changes_asker ON public.coordinate_changes USING btree (organization_id, asked_by);
CREATE INDEX coordinate_changes_party ON public.coordinate_changes USING btree (organization_id, party_id, asked_at);
CREATE INDEX coordinate_changes_state ON public.coordinate_changes USING btree (organization_id, state, asked_at, id);
CREATE UNIQUE INDEX coordinate_changes_pending ON public.coordinate_changes USING btree (organization_id, party_id) WHERE (state = 'pending'::text);
create policy organization on coordinate_changes using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table creditors (
  organization_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  legal_name text not null,
  address text[] not null default '{}'::text[],
  siret text not null default ''::text,
  ics text not null default ''::text,
  iban text not null default ''::text,
  email text not null default ''::text,
  due_rule jsonb not null default '{"days": 30, "kind": "days", "endOfMonth": false}'::jsonb,
  fiscal_year_end_month integer not null default 12,
  customer_prefixes text[] not null default '{411,450}'::text[],
  published_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint creditors_pkey PRIMARY KEY (organization_id, id),
  constraint creditors_organization_id_code_key UNIQUE (organization_id, code),
  constraint creditors_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint creditors_fiscal_year_end_month_check CHECK (((fiscal_year_end_month >= 1) AND (fiscal_year_end_month <= 12)))
); -- row-level security is forced
create policy organization on creditors using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table data_archives (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  language text not null,
  state text not null,
  rows_total integer not null default 0,
  rows_done integer not null default 0,
  file_hash text,
  bytes bigint,
  asked_at timestamp with time zone not null,
  beat_at timestamp with time zone not null,
  ready_at timestamp with time zone,
  expires_at timestamp with time zone,
  constraint data_archives_pkey PRIMARY KEY (organization_id, id),
  constraint data_archives_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint data_archives_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id),
  constraint data_archives_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint data_archives_ready_with_file CHECK ((((state = 'ready'::text) = (file_hash IS NOT NULL)) AND ((state <> 'ready'::text) OR (expires_at IS NOT NULL)))),
  constraint data_archives_state_check CHECK ((state = ANY (ARRAY['making'::text, 'ready'::text, 'gone'::text])))
); -- row-level security is forced
CREATE INDEX data_archives_forsaken ON public.data_archives USING btree (organization_id, beat_at) WHERE (state = 'making'::text);
CREATE INDEX data_archives_over ON public.data_archives USING btree (organization_id, expires_at) WHERE (state = 'ready'::text);
CREATE INDEX data_archives_user ON public.data_archives USING btree (organization_id, user_id, asked_at DESC, id DESC);
CREATE UNIQUE INDEX data_archives_one_at_a_time ON public.data_archives USING btree (organization_id, user_id) WHERE (state = 'making'::text);
create policy organization on data_archives using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table debit_batches (
  organization_id uuid not null,
  id uuid not null,
  reference text not null,
  creditor_id uuid not null,
  collect_until date not null,
  state text not null,
  prepared_by uuid,
  prepared_at timestamp with time zone not null,
  released_by uuid,
  released_at timestamp with time zone,
  message_id text,
  version text,
  creditor jsonb,
  file_hash text,
  bytes bigint,
  sent_at timestamp with time zone,
  sent_by uuid,
  drop_state text,
  drop_tries integer not null default 0,
  drop_error text,
  changed_at timestamp with time zone not null,
  left_at timestamp with time zone,
  left_by uuid,
  not_taken_at timestamp with time zone,
  not_taken_by uuid,
  not_taken_reason text,
  given_up_by uuid,
  constraint debit_batches_pkey PRIMARY KEY (organization_id, id),
  constraint debit_batches_organization_id_message_id_key UNIQUE (organization_id, message_id),
  constraint debit_batches_organization_id_reference_key UNIQUE (organization_id, reference),
  constraint debit_batches_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint debit_batches_organization_id_file_hash_fkey FOREIGN KEY (organization_id, file_hash) REFERENCES files(organization_id, hash),
  constraint debit_batches_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint debit_batches_organization_id_given_up_by_fkey FOREIGN KEY (organization_id, given_up_by) REFERENCES users(organization_id, id),
  constraint debit_batches_organization_id_left_by_fkey FOREIGN KEY (organization_id, left_by) REFERENCES users(organization_id, id),
  constraint debit_batches_organization_id_not_taken_by_fkey FOREIGN KEY (organization_id, not_taken_by) REFERENCES users(organization_id, id),
  constraint debit_batches_organization_id_prepared_by_fkey FOREIGN KEY (organization_id, prepared_by) REFERENCES users(organization_id, id),
  constraint debit_batches_organization_id_released_by_fkey FOREIGN KEY (organization_id, released_by) REFERENCES users(organization_id, id),
  constraint debit_batches_organization_id_sent_by_fkey FOREIGN KEY (organization_id, sent_by) REFERENCES users(organization_id, id),
  constraint debit_batches_drop_state_check CHECK ((drop_state = ANY (ARRAY['waiting'::text, 'uploading'::text, 'renaming'::text, 'done'::text, 'failed'::text]))),
  constraint debit_batches_have_a_file CHECK (((state <> ALL (ARRAY['ready'::text, 'sent'::text])) OR (file_hash IS NOT NULL))),
  constraint debit_batches_left CHECK (((state <> 'cancelled'::text) OR (left_at IS NULL) OR ((not_taken_at IS NOT NULL) AND (given_up_by IS NOT NULL)))),
  constraint debit_batches_not_taken CHECK ((((not_taken_at IS NULL) = (not_taken_reason IS NULL)) AND ((not_taken_at IS NULL) = (not_taken_by IS NULL)))),
  constraint debit_batches_released CHECK (((state = ANY (ARRAY['draft'::text, 'cancelled'::text])) OR ((message_id IS NOT NULL) AND (released_at IS NOT NULL)))),
  constraint debit_batches_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'released'::text, 'ready'::text, 'sent'::text, 'cancelled'::text])))
); -- row-level security is forced
CREATE INDEX debit_batches_creditor ON public.debit_batches USING btree (organization_id, creditor_id, prepared_at DESC, id DESC);
CREATE INDEX debit_batches_open ON public.debit_batches USING btree (organization_id, state, collect_until) WHERE (state <> 'cancelled'::text);
CREATE INDEX debit_batches_recent ON public.debit_batches USING btree (organization_id, prepared_at DESC, id DESC);
create policy organization on debit_batches using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table debit_blocks (
  organization_id uuid not null,
  id uuid not null,
  batch_id uuid not null,
  payment_information_id text not null,
  collect_on date not null,
  sequence text not null,
  scheme text not null,
  count integer not null,
  cents bigint not null,
  bank_status text,
  credited_cents bigint,
  credited_on date,
  bank_line_id uuid,
  constraint debit_blocks_pkey PRIMARY KEY (organization_id, id),
  constraint debit_blocks_organization_id_payment_information_id_key UNIQUE (organization_id, payment_information_id),
  constraint debit_blocks_organization_id_batch_id_fkey FOREIGN KEY (organization_id, batch_id) REFERENCES debit_batches(organization_id, id),
  constraint debit_blocks_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint debit_blocks_cents_check CHECK ((cents > 0)),
  constraint debit_blocks_count_check CHECK ((count > 0)),
  constraint debit_blocks_scheme_check CHECK ((scheme = ANY (ARRAY['CORE'::text, 'B2B'::text]))),
  constraint debit_blocks_sequence_check CHECK ((sequence = ANY (ARRAY['OOFF'::text, 'RCUR'::text])))
); -- row-level security is forced
CREATE INDEX debit_blocks_batch ON public.debit_blocks USING btree (organization_id, batch_id, collect_on, payment_information_id);
create policy organization on debit_blocks using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table declarations (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  creditor_id uuid not null,
  account_id uuid not null,
  entry_id uuid not null,
  cents bigint not null,
  paid_on date not null,
  means text not null,
  reference text not null,
  comment text not null,
  state text not null,
  answer text not null default ''::text,
  declared_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  decided_by uuid,
  constraint declarations_pkey PRIMARY KEY (organization_id, id),
  constraint declarations_organization_id_account_id_fkey FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  constraint declarations_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint declarations_organization_id_decided_by_fkey FOREIGN KEY (organization_id, decided_by) REFERENCES users(organization_id, id),
  constraint declarations_organization_id_entry_id_fkey FOREIGN KEY (organization_id, entry_id) REFERENCES entries(organization_id, id),
  constraint declarations_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id),
  constraint declarations_cents_check CHECK ((cents > 0)),
  constraint declarations_closed_when_decided CHECK (((state = 'declared'::text) = (closed_at IS NULL))),
  constraint declarations_decided_by_staff CHECK (((state = ANY (ARRAY['accepted'::text, 'refused'::text])) = (decided_by IS NOT NULL))),
  constraint declarations_means_check CHECK ((means = ANY (ARRAY['transfer'::text, 'cheque'::text, 'cash'::text, 'card'::text, 'direct_debit'::text, 'other'::text]))),
  constraint declarations_state_check CHECK ((state = ANY (ARRAY['declared'::text, 'withdrawn'::text, 'accepted'::text, 'refused'::text])))
); -- row-level security is forced
CREATE INDEX declarations_entry ON public.declarations USING btree (organization_id, entry_id);
CREATE INDEX declarations_recent ON public.declarations USING btree (organization_id, declared_at DESC, id DESC);
CREATE INDEX declarations_user ON public.declarations USING btree (organization_id, user_id, declared_at DESC, id DESC);
CREATE INDEX declarations_waiting ON public.declarations USING btree (organization_id, declared_at, id) WHERE (state = 'declared'::text);
CREATE UNIQUE INDEX declarations_open_once ON public.declarations USING btree (organization_id, entry_id) WHERE (state = 'declared'::text);
create policy organization on declarations using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table devices (
  organization_id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  constraint devices_pkey PRIMARY KEY (organization_id, user_id, token_hash),
  constraint devices_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint devices_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE
); -- row-level security is forced
create policy organization on devices using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table digests (
  organization_id uuid not null,
  user_id uuid not null,
  kind text not null,
  told_at timestamp with time zone not null,
  constraint digests_pkey PRIMARY KEY (organization_id, user_id, kind),
  constraint digests_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint digests_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE
); -- row-level security is forced
create policy organization on digests using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table dispute_categories (
  organization_id uuid not null,
  id uuid not null,
  category_id uuid,
  rank integer not null,
  label_fr text not null,
  label_en text not null default ''::text,
  retired_at timestamp with time zone,
  constraint dispute_categories_pkey PRIMARY KEY (organization_id, id),
  constraint dispute_categories_organization_id_category_id_fkey FOREIGN KEY (organization_id, category_id) REFERENCES dispute_categories(organization_id, id),
  constraint dispute_categories_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint dispute_categories_label_fr_check CHECK ((label_fr <> ''::text))
); -- row-level security is forced
CREATE INDEX dispute_categories_offered ON public.dispute_categories USING btree (organization_id, category_id, rank) WHERE (retired_at IS NULL);
create policy organization on dispute_categories using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table dispute_counters (
  organization_id uuid not null,
  year integer not null,
  last_number integer not null,
  constraint dispute_counters_pkey PRIMARY KEY (organization_id, year),
  constraint dispute_counters_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
create policy organization on dispute_counters using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table dispute_entries (
  organization_id uuid not null,
  dispute_id uuid not null,
  entry_id uuid not null,
  cents bigint not null,
  open_cents bigint not null,
  constraint dispute_entries_pkey PRIMARY KEY (organization_id, dispute_id, entry_id),
  constraint dispute_entries_organization_id_dispute_id_fkey FOREIGN KEY (organization_id, dispute_id) REFERENCES disputes(organization_id, id),
  constraint dispute_entries_organization_id_entry_id_fkey FOREIGN KEY (organization_id, entry_id) REFERENCES entries(organization_id, id),
  constraint dispute_entries_cents_check CHECK ((cents > 0)),
  constraint dispute_entries_check CHECK ((open_cents >= cents))
); -- row-level security is forced
CREATE INDEX dispute_entries_entry ON public.dispute_entries USING btree (organization_id, entry_id);
create policy organization on dispute_entries using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table dispute_files (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  step_id uuid,
  name text not null,
  hash text not null,
  media_type text not null,
  bytes bigint not null,
  created_at timestamp with time zone not null,
  constraint dispute_files_pkey PRIMARY KEY (organization_id, id),
  constraint dispute_files_organization_id_hash_fkey FOREIGN KEY (organization_id, hash) REFERENCES files(organization_id, hash),
  constraint dispute_files_organization_id_step_id_fkey FOREIGN KEY (organization_id, step_id) REFERENCES dispute_steps(organization_id, id),
  constraint dispute_files_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id)
); -- row-level security is forced
CREATE INDEX dispute_files_alone ON public.dispute_files USING btree (organization_id, created_at) WHERE (step_id IS NULL);
CREATE INDEX dispute_files_step ON public.dispute_files USING btree (organization_id, step_id) WHERE (step_id IS NOT NULL);
CREATE INDEX dispute_files_user ON public.dispute_files USING btree (organization_id, user_id);
create policy organization on dispute_files using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table dispute_steps (
  organization_id uuid not null,
  id uuid not null,
  dispute_id uuid not null,
  kind text not null,
  side text not null,
  author_id uuid,
  internal boolean not null,
  body text not null default ''::text,
  outcome text,
  assigned_to uuid,
  at timestamp with time zone not null,
  constraint dispute_steps_pkey PRIMARY KEY (organization_id, id),
  constraint dispute_steps_organization_id_author_id_fkey FOREIGN KEY (organization_id, author_id) REFERENCES users(organization_id, id),
  constraint dispute_steps_organization_id_dispute_id_fkey FOREIGN KEY (organization_id, dispute_id) REFERENCES disputes(organization_id, id),
  constraint dispute_notes_are_internal CHECK (((kind <> ALL (ARRAY['note'::text, 'assigned'::text])) OR internal)),
  constraint dispute_steps_kind_check CHECK ((kind = ANY (ARRAY['opened'::text, 'message'::text, 'note'::text, 'assigned'::text, 'resolved'::text, 'reopened'::text, 'released'::text, 'withdrawn'::text]))),
  constraint dispute_steps_side_check CHECK ((side = ANY (ARRAY['customer'::text, 'staff'::text, 'system'::text])))
); -- row-level security is forced
CREATE INDEX dispute_steps_author ON public.dispute_steps USING btree (organization_id, author_id) WHERE (author_id IS NOT NULL);
CREATE INDEX dispute_steps_dispute ON public.dispute_steps USING btree (organization_id, dispute_id, at, id);
create policy organization on dispute_steps using (organization_id = (current_setting('quitus.organization'::text))::uuid);
create policy only_emptied on dispute_steps as restrictive for update using true with check (body = ''::text);

create table disputes (
  organization_id uuid not null,
  id uuid not null,
  reference text not null,
  account_id uuid not null,
  creditor_id uuid not null,
  party_id uuid not null,
  user_id uuid not null,
  category_id uuid not null,
  subtype_id uuid,
  state text not null,
  outcome text,
  total_cents bigint not null,
  holding boolean not null default true,
  assigned_to uuid,
  waiting_since timestamp with time zone,
  opened_on date not null,
  opened_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  changed_at timestamp with time zone not null,
  constraint disputes_pkey PRIMARY KEY (organization_id, id),
  constraint disputes_organization_id_reference_key UNIQUE (organization_id, reference),
  constraint disputes_organization_id_account_id_fkey FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  constraint disputes_organization_id_assigned_to_fkey FOREIGN KEY (organization_id, assigned_to) REFERENCES users(organization_id, id),
  constraint disputes_organization_id_category_id_fkey FOREIGN KEY (organization_id, category_id) REFERENCES dispute_categories(organization_id, id),
  constraint disputes_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint disputes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint disputes_organization_id_party_id_fkey FOREIGN KEY (organization_id, party_id) REFERENCES parties(organization_id, id),
  constraint disputes_organization_id_subtype_id_fkey FOREIGN KEY (organization_id, subtype_id) REFERENCES dispute_categories(organization_id, id),
  constraint disputes_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id),
  constraint disputes_outcome_check CHECK ((outcome = ANY (ARRAY['credit_note_expected'::text, 'accepted'::text, 'rejected'::text, 'withdrawn'::text]))),
  constraint disputes_resolved_with_outcome CHECK ((((state = 'resolved'::text) = (outcome IS NOT NULL)) AND ((state = 'resolved'::text) = (resolved_at IS NOT NULL)))),
  constraint disputes_state_check CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'resolved'::text]))),
  constraint disputes_total_cents_check CHECK ((total_cents > 0)),
  constraint disputes_wait_while_open CHECK (((state = 'open'::text) = (waiting_since IS NOT NULL)))
); -- row-level security is forced
CREATE INDEX disputes_account ON public.disputes USING btree (organization_id, account_id);
CREATE INDEX disputes_changed ON public.disputes USING btree (organization_id, changed_at, id);
CREATE INDEX disputes_holding ON public.disputes USING btree (organization_id, creditor_id, resolved_at) WHERE (holding AND (state = 'resolved'::text));
CREATE INDEX disputes_party ON public.disputes USING btree (organization_id, party_id, opened_at DESC, id DESC);
CREATE INDEX disputes_recent ON public.disputes USING btree (organization_id, opened_at DESC, id DESC);
CREATE INDEX disputes_said ON public.disputes USING btree (organization_id, resolved_at) WHERE (resolved_at IS NOT NULL);
CREATE INDEX disputes_user ON public.disputes USING btree (organization_id, user_id);
CREATE INDEX disputes_waiting ON public.disputes USING btree (organization_id, waiting_since, id) WHERE (state <> 'resolved'::text);
create policy organization on disputes using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table entries (
  organization_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  source_key text not null,
  origin text not null,
  journal text not null default ''::text,
  entered_on date not null,
  due_on date,
  label text not null,
  piece text not null default ''::text,
  amount_cents bigint not null,
  settled_cents bigint not null default 0,
  lettering_code text not null default ''::text,
  lettering_id uuid,
  published_lettering text not null default ''::text,
  invoice_id uuid,
  payment_id uuid,
  superseded_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  sort_due_on date not null default COALESCE(due_on, entered_on),
  superseded_by uuid,
  analytic text not null default ''::text,
  open_cents bigint not null default (amount_cents - settled_cents),
  piece_key text not null default upper(regexp_replace(piece, '[^A-Za-z0-9]'::text, ''::text, 'g'::text)),
  constraint entries_pkey PRIMARY KEY (organization_id, id),
  constraint entries_organization_id_account_id_source_key_key UNIQUE (organization_id, account_id, source_key),
  constraint entries_organization_id_account_id_fkey FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  constraint entries_origin_check CHECK ((origin = ANY (ARRAY['fec'::text, 'batch'::text, 'payment'::text]))),
  constraint entries_settled_within_amount CHECK ((((amount_cents >= 0) AND ((settled_cents >= 0) AND (settled_cents <= amount_cents))) OR ((amount_cents < 0) AND ((settled_cents >= amount_cents) AND (settled_cents <= 0)))))
); -- row-level security is forced
CREATE INDEX entries_account ON public.entries USING btree (organization_id, account_id, entered_on DESC, id DESC) INCLUDE (amount_cents);
CREATE INDEX entries_invoice ON public.entries USING btree (organization_id, invoice_id) WHERE (invoice_id IS NOT NULL);
CREATE INDEX entries_lettering ON public.entries USING btree (organization_id, lettering_id) WHERE (lettering_id IS NOT NULL);
CREATE INDEX entries_open ON public.entries USING btree (organization_id, account_id, sort_due_on, id) WHERE ((amount_cents <> settled_cents) AND (superseded_at IS NULL));
CREATE INDEX entries_open_amount ON public.entries USING btree (organization_id, open_cents) WHERE ((superseded_at IS NULL) AND (open_cents > 0));
CREATE INDEX entries_open_piece ON public.entries USING btree (organization_id, piece_key) WHERE ((superseded_at IS NULL) AND (open_cents <> 0) AND (piece_key <> ''::text));
CREATE INDEX entries_overdue ON public.entries USING btree (organization_id, due_on, account_id) INCLUDE (amount_cents, settled_cents) WHERE ((amount_cents <> settled_cents) AND (superseded_at IS NULL));
CREATE INDEX entries_payment ON public.entries USING btree (organization_id, payment_id) WHERE (payment_id IS NOT NULL);
CREATE INDEX entries_pending ON public.entries USING btree (organization_id, account_id) WHERE ((origin = 'payment'::text) AND (superseded_at IS NULL));
CREATE INDEX entries_piece ON public.entries USING btree (organization_id, account_id, piece text_pattern_ops);
CREATE INDEX entries_superseded_by ON public.entries USING btree (organization_id, superseded_by) WHERE (superseded_by IS NOT NULL);
create policy organization on entries using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table erasure_steps (
  organization_id uuid not null,
  erasure_id uuid not null,
  kind text not null,
  outcome text not null,
  held integer not null,
  kept_until date,
  done_at timestamp with time zone not null,
  constraint erasure_steps_pkey PRIMARY KEY (organization_id, erasure_id, kind),
  constraint erasure_steps_organization_id_erasure_id_fkey FOREIGN KEY (organization_id, erasure_id) REFERENCES erasures(organization_id, id),
  constraint erasure_steps_outcome_check CHECK ((outcome = ANY (ARRAY['erased'::text, 'part'::text, 'kept'::text])))
); -- row-level security is forced
create policy organization on erasure_steps using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table erasures (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  asked_by uuid not null,
  reason text not null,
  state text not null,
  asked_at timestamp with time zone not null,
  due_on date not null,
  decided_at timestamp with time zone,
  decided_by uuid,
  answer text not null default ''::text,
  kept text[] not null default '{}'::text[],
  acts_for uuid[] not null default '{}'::uuid[],
  himself uuid[] not null default '{}'::uuid[],
  done_at timestamp with time zone,
  constraint erasures_pkey PRIMARY KEY (organization_id, id),
  constraint erasures_organization_id_asked_by_fkey FOREIGN KEY (organization_id, asked_by) REFERENCES users(organization_id, id),
  constraint erasures_organization_id_decided_by_fkey FOREIGN KEY (organization_id, decided_by) REFERENCES users(organization_id, id),
  constraint erasures_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint erasures_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id),
  constraint erasures_decided_by_staff CHECK (((state = ANY (ARRAY['refused'::text, 'erasing'::text, 'done'::text])) = (decided_by IS NOT NULL))),
  constraint erasures_done_at_the_end CHECK (((state = 'done'::text) = (done_at IS NOT NULL))),
  constraint erasures_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'withdrawn'::text, 'refused'::text, 'erasing'::text, 'done'::text])))
); -- row-level security is forced
CREATE INDEX erasures_done ON public.erasures USING btree (organization_id, done_at) WHERE (state = 'done'::text);
CREATE INDEX erasures_recent ON public.erasures USING btree (organization_id, asked_at DESC, id DESC);
CREATE INDEX erasures_running ON public.erasures USING btree (organization_id, decided_at) WHERE (state = 'erasing'::text);
CREATE INDEX erasures_user ON public.erasures USING btree (organization_id, user_id, asked_at DESC);
CREATE INDEX erasures_waiting ON public.erasures USING btree (organization_id, due_on, id) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX erasures_open_once ON public.erasures USING btree (organization_id, user_id) WHERE (state = ANY (ARRAY['waiting'::text, 'erasing'::text]));
create policy organization on erasures using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table export_lines (
  organization_id uuid not null,
  kind text not null,
  source_id uuid not null,
  export_id uuid not null,
  rank integer not null,
  constraint export_lines_pkey PRIMARY KEY (organization_id, kind, source_id),
  constraint export_lines_organization_id_export_id_fkey FOREIGN KEY (organization_id, export_id) REFERENCES exports(organization_id, id)
); -- row-level security is forced
CREATE INDEX export_lines_export ON public.export_lines USING btree (organization_id, export_id, rank);
create policy organization on export_lines using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table export_settings (
  organization_id uuid not null,
  creditor_id uuid not null,
  journal text not null,
  bank_account text not null,
  customer_account text not null,
  daily_hour integer,
  daily_format text not null default 'fec'::text,
  constraint export_settings_pkey PRIMARY KEY (organization_id, creditor_id),
  constraint export_settings_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint export_settings_daily_format_check CHECK ((daily_format = ANY (ARRAY['fec'::text, 'csv'::text, 'jsonl'::text]))),
  constraint export_settings_daily_hour_check CHECK (((daily_hour >= 0) AND (daily_hour <= 23)))
); -- row-level security is forced
create policy organization on export_settings using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table exports (
  organization_id uuid not null,
  id uuid not null,
  creditor_id uuid not null,
  kind text not null,
  format text not null,
  state text not null,
  lines integer not null,
  file_hash text,
  bytes bigint,
  created_by text not null,
  created_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint exports_pkey PRIMARY KEY (organization_id, id),
  constraint exports_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint exports_organization_id_file_hash_fkey FOREIGN KEY (organization_id, file_hash) REFERENCES files(organization_id, hash),
  constraint exports_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint exports_format_check CHECK ((format = ANY (ARRAY['fec'::text, 'csv'::text, 'jsonl'::text]))),
  constraint exports_have_a_file CHECK (((state = 'making'::text) OR (file_hash IS NOT NULL) OR (state = 'cancelled'::text))),
  constraint exports_kind_check CHECK ((kind = ANY (ARRAY['payments'::text, 'letterings'::text, 'disputes'::text, 'coordinates'::text, 'collections'::text]))),
  constraint exports_state_check CHECK ((state = ANY (ARRAY['making'::text, 'ready'::text, 'acknowledged'::text, 'cancelled'::text])))
); -- row-level security is forced
CREATE INDEX exports_creditor ON public.exports USING btree (organization_id, creditor_id, created_at DESC, id DESC);
CREATE INDEX exports_making ON public.exports USING btree (organization_id, created_at) WHERE (state = 'making'::text);
CREATE INDEX exports_recent ON public.exports USING btree (organization_id, created_at DESC, id DESC);
create policy organization on exports using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table fact_reliefs (
  organization_id uuid not null,
  fact_id uuid not null,
  hash text not null,
  relieved_at timestamp with time zone not null,
  constraint fact_reliefs_pkey PRIMARY KEY (organization_id, fact_id),
  constraint fact_reliefs_organization_id_fact_id_fkey FOREIGN KEY (organization_id, fact_id) REFERENCES sealed_facts(organization_id, fact_id),
  constraint fact_reliefs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
create policy organization on fact_reliefs using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table fact_seals (
  organization_id uuid not null,
  number integer not null,
  previous_hash text not null,
  hash text not null,
  key_id text not null,
  facts integer not null,
  sealed_at timestamp with time zone not null,
  constraint fact_seals_pkey PRIMARY KEY (organization_id, number),
  constraint fact_seals_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint fact_seals_facts_check CHECK ((facts > 0)),
  constraint fact_seals_number_check CHECK ((number > 0))
); -- row-level security is forced
create policy organization on fact_seals using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table facts (
  organization_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  name text not null,
  subject_kind text not null,
  subject_id text not null,
  actor_kind text not null,
  actor_id text,
  viewed_by uuid,
  request_id text not null,
  ip text,
  data jsonb not null,
  constraint facts_pkey PRIMARY KEY (organization_id, id),
  constraint facts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
CREATE INDEX facts_actor ON public.facts USING btree (organization_id, actor_id, at DESC, id DESC) WHERE (actor_id IS NOT NULL);
CREATE INDEX facts_from ON public.facts USING btree (organization_id, at) WHERE (ip IS NOT NULL);
CREATE INDEX facts_name ON public.facts USING btree (organization_id, name, at DESC);
CREATE INDEX facts_recent ON public.facts USING btree (organization_id, at DESC, id DESC);
CREATE INDEX facts_subject ON public.facts USING btree (organization_id, subject_kind, subject_id, at);
create policy organization on facts using (organization_id = (current_setting('quitus.organization'::text))::uuid);
create policy only_emptied on facts as restrictive for update using true with check (ip IS NULL);

create table files (
  organization_id uuid not null,
  hash text not null,
  media_type text not null,
  bytes bigint not null,
  created_at timestamp with time zone not null default now(),
  constraint files_pkey PRIMARY KEY (organization_id, hash),
  constraint files_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint files_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text))
); -- row-level security is forced
create policy organization on files using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table former_payment_settings (
  organization_id uuid not null,
  id uuid not null,
  creditor_id uuid not null,
  gateway text not null,
  configuration bytea not null,
  until timestamp with time zone not null,
  constraint former_payment_settings_pkey PRIMARY KEY (organization_id, id),
  constraint former_payment_settings_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint former_payment_settings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
CREATE INDEX former_payment_settings_creditor ON public.former_payment_settings USING btree (organization_id, creditor_id, until DESC);
create policy organization on former_payment_settings using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table handovers (
  organization_id uuid not null,
  id uuid not null,
  creditor_id uuid not null,
  overdue_days integer,
  entries integer not null,
  cents bigint not null,
  handed_by uuid not null,
  handed_at timestamp with time zone not null,
  undone_by uuid,
  undone_at timestamp with time zone,
  constraint handovers_pkey PRIMARY KEY (organization_id, id),
  constraint handovers_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint handovers_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint handovers_organization_id_handed_by_fkey FOREIGN KEY (organization_id, handed_by) REFERENCES users(organization_id, id),
  constraint handovers_organization_id_undone_by_fkey FOREIGN KEY (organization_id, undone_by) REFERENCES users(organization_id, id),
  constraint handovers_overdue_days_check CHECK ((overdue_days >= 0))
); -- row-level security is forced
CREATE INDEX handovers_recent ON public.handovers USING btree (organization_id, handed_at DESC, id DESC);
create policy organization on handovers using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table holds (
  organization_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  kind text not null,
  reference_id uuid not null,
  cents bigint not null,
  created_at timestamp with time zone not null,
  released_at timestamp with time zone,
  planned_on date,
  constraint holds_pkey PRIMARY KEY (organization_id, id),
  constraint holds_organization_id_entry_id_fkey FOREIGN KEY (organization_id, entry_id) REFERENCES entries(organization_id, id),
  constraint holds_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint holds_kind_check CHECK ((kind = ANY (ARRAY['payment'::text, 'collection'::text, 'dispute'::text, 'declared'::text, 'recovery'::text, 'treasury'::text, 'suspension'::text])))
); -- row-level security is forced
CREATE INDEX holds_active ON public.holds USING btree (organization_id, entry_id) WHERE (released_at IS NULL);
CREATE INDEX holds_entry ON public.holds USING btree (organization_id, entry_id);
CREATE INDEX holds_reference ON public.holds USING btree (organization_id, reference_id);
CREATE UNIQUE INDEX holds_once ON public.holds USING btree (organization_id, reference_id, entry_id, kind) WHERE (released_at IS NULL);
CREATE UNIQUE INDEX holds_one_payment ON public.holds USING btree (organization_id, entry_id) WHERE ((kind = ANY (ARRAY['payment'::text, 'collection'::text])) AND (released_at IS NULL));
create policy organization on holds using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table idempotency_keys (
  organization_id uuid not null,
  actor text not null,
  key text not null,
  request_hash text not null,
  answer jsonb,
  created_at timestamp with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (organization_id, actor, key),
  constraint idempotency_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
create policy organization on idempotency_keys using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table import_problems (
  organization_id uuid not null,
  import_id uuid not null,
  rank integer not null,
  line bigint not null,
  severity text not null,
  code text not null,
  column_name text not null default ''::text,
  value text not null default ''::text,
  constraint import_problems_pkey PRIMARY KEY (organization_id, import_id, rank),
  constraint import_problems_organization_id_import_id_fkey FOREIGN KEY (organization_id, import_id) REFERENCES imports(organization_id, id) ON DELETE CASCADE,
  constraint import_problems_severity_check CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text])))
); -- row-level security is forced
create policy organization on import_problems using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table imports (
  organization_id uuid not null,
  id uuid not null,
  creditor_id uuid,
  kind text not null,
  mode text not null,
  file_name text not null,
  file_hash text not null,
  bytes bigint not null,
  state text not null,
  bytes_read bigint not null default 0,
  lines_read bigint not null default 0,
  errors integer not null default 0,
  warnings integer not null default 0,
  counts jsonb not null default '{}'::jsonb,
  failure text,
  created_by text not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  creditor_ids uuid[],
  beat_at timestamp with time zone,
  check_id uuid,
  constraint imports_pkey PRIMARY KEY (organization_id, id),
  constraint imports_organization_id_check_id_fkey FOREIGN KEY (organization_id, check_id) REFERENCES imports(organization_id, id),
  constraint imports_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint imports_kind_check CHECK ((kind = ANY (ARRAY['fec'::text, 'batch'::text]))),
  constraint imports_mode_check CHECK ((mode = ANY (ARRAY['apply'::text, 'check'::text]))),
  constraint imports_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
); -- row-level security is forced
CREATE INDEX imports_open ON public.imports USING btree (organization_id, created_at) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE INDEX imports_recent ON public.imports USING btree (organization_id, created_at DESC, id DESC);
CREATE INDEX imports_state ON public.imports USING btree (organization_id, state, created_at DESC, id DESC);
CREATE INDEX imports_with_errors ON public.imports USING btree (organization_id, created_at DESC, id DESC) WHERE (errors > 0);
CREATE UNIQUE INDEX imports_of_check ON public.imports USING btree (organization_id, check_id) WHERE ((check_id IS NOT NULL) AND (state <> 'failed'::text));
create policy organization on imports using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table inbox (
  organization_id uuid not null,
  id uuid not null,
  source text not null,
  foreign_id text not null,
  payload jsonb not null,
  received_at timestamp with time zone not null,
  arrivals integer not null default 1,
  handled_at timestamp with time zone,
  outcome text,
  constraint inbox_pkey PRIMARY KEY (organization_id, id),
  constraint inbox_organization_id_source_foreign_id_key UNIQUE (organization_id, source, foreign_id),
  constraint inbox_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
CREATE INDEX inbox_handled ON public.inbox USING btree (organization_id, handled_at) WHERE (handled_at IS NOT NULL);
CREATE INDEX inbox_open ON public.inbox USING btree (organization_id, received_at) WHERE (handled_at IS NULL);
create policy organization on inbox using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table invoices (
  organization_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  number text not null,
  kind text not null default 'invoice'::text,
  subject text not null default ''::text,
  issued_on date not null,
  due_on date,
  net_cents bigint not null,
  vat_cents bigint not null,
  total_cents bigint not null,
  lines jsonb not null default '[]'::jsonb,
  pdf_hash text,
  created_at timestamp with time zone not null default now(),
  facturx jsonb,
  facturx_of text,
  facturx_hash text,
  constraint invoices_pkey PRIMARY KEY (organization_id, id),
  constraint invoices_organization_id_account_id_number_key UNIQUE (organization_id, account_id, number),
  constraint invoices_organization_id_account_id_fkey FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  constraint invoices_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint invoices_check CHECK ((total_cents = (net_cents + vat_cents))),
  constraint invoices_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_note'::text])))
); -- row-level security is forced
CREATE INDEX invoices_number ON public.invoices USING btree (organization_id, number COLLATE "C");
CREATE INDEX invoices_pdf ON public.invoices USING btree (organization_id, pdf_hash) WHERE (pdf_hash IS NOT NULL);
CREATE INDEX invoices_unread ON public.invoices USING btree (organization_id, id) WHERE ((pdf_hash IS NOT NULL) AND (facturx_of IS DISTINCT FROM pdf_hash));
create policy organization on invoices using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table lettering_parts (
  organization_id uuid not null,
  lettering_id uuid not null,
  entry_id uuid not null,
  cents bigint not null,
  constraint lettering_parts_pkey PRIMARY KEY (organization_id, lettering_id, entry_id),
  constraint lettering_parts_organization_id_entry_id_fkey FOREIGN KEY (organization_id, entry_id) REFERENCES entries(organization_id, id),
  constraint lettering_parts_organization_id_lettering_id_fkey FOREIGN KEY (organization_id, lettering_id) REFERENCES letterings(organization_id, id) ON DELETE CASCADE
); -- row-level security is forced
CREATE INDEX lettering_parts_entry ON public.lettering_parts USING btree (organization_id, entry_id);
create policy organization on lettering_parts using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table letterings (
  organization_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  code text not null,
  origin text not null,
  payment_id uuid,
  created_at timestamp with time zone not null,
  constraint letterings_pkey PRIMARY KEY (organization_id, id),
  constraint letterings_organization_id_account_id_fkey FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  constraint letterings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint letterings_origin_check CHECK ((origin = ANY (ARRAY['published'::text, 'payment'::text])))
); -- row-level security is forced
CREATE INDEX letterings_account ON public.letterings USING btree (organization_id, account_id);
CREATE INDEX letterings_payment ON public.letterings USING btree (organization_id, payment_id) WHERE (payment_id IS NOT NULL);
create policy organization on letterings using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table mail_entries (
  organization_id uuid not null,
  mail_id uuid not null,
  entry_id uuid not null,
  constraint mail_entries_pkey PRIMARY KEY (organization_id, mail_id, entry_id),
  constraint mail_entries_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint mail_entries_organization_id_mail_id_fkey FOREIGN KEY (organization_id, mail_id) REFERENCES mails(organization_id, id) ON DELETE CASCADE
); -- row-level security is forced
CREATE INDEX mail_entries_entry ON public.mail_entries USING btree (organization_id, entry_id, mail_id);
create policy organization on mail_entries using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table mail_links (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  kind text not null,
  token_hash bytea not null,
  new_email text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint mail_links_pkey PRIMARY KEY (organization_id, id),
  constraint mail_links_organization_id_token_hash_key UNIQUE (organization_id, token_hash),
  constraint mail_links_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint mail_links_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE,
  constraint mail_links_kind_check CHECK ((kind = ANY (ARRAY['activation'::text, 'password'::text, 'email'::text])))
); -- row-level security is forced
CREATE INDEX mail_links_user ON public.mail_links USING btree (organization_id, user_id);
create policy organization on mail_links using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table mail_templates (
  organization_id uuid not null,
  kind text not null,
  language text not null,
  subject text not null,
  intro text not null,
  closing text not null,
  updated_at timestamp with time zone not null,
  updated_by uuid not null,
  constraint mail_templates_pkey PRIMARY KEY (organization_id, kind, language),
  constraint mail_templates_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint mail_templates_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text])))
); -- row-level security is forced
create policy organization on mail_templates using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table mails (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid,
  kind text not null,
  to_address text not null,
  subject text not null,
  text text not null,
  html text not null,
  attachments jsonb not null default '[]'::jsonb,
  subject_kind text not null,
  subject_id text not null,
  once_key text not null,
  state text not null default 'queued'::text,
  tries integer not null default 0,
  error text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  creditor_id uuid,
  language text not null default 'fr'::text,
  link_id uuid,
  search_text text not null default quitus_search_text(ARRAY[to_address, subject]),
  news text,
  claimed_until timestamp with time zone,
  code_id uuid,
  constraint mails_pkey PRIMARY KEY (organization_id, id),
  constraint mails_organization_id_once_key_key UNIQUE (organization_id, once_key),
  constraint mails_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint mails_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint mails_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'bounced'::text])))
); -- row-level security is forced
CREATE INDEX mails_open ON public.mails USING btree (organization_id, created_at) WHERE (state = 'queued'::text);
CREATE INDEX mails_recent ON public.mails USING btree (organization_id, created_at DESC, id DESC);
CREATE INDEX mails_state ON public.mails USING btree (organization_id, state, created_at DESC, id DESC);
CREATE INDEX mails_subject ON public.mails USING btree (organization_id, subject_kind, subject_id);
CREATE INDEX mails_user ON public.mails USING btree (organization_id, user_id, created_at) WHERE (user_id IS NOT NULL);
create policy organization on mails using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table mandate_amendments (
  organization_id uuid not null,
  id uuid not null,
  mandate_id uuid not null,
  original_ics text,
  original_name text,
  original_iban text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint mandate_amendments_pkey PRIMARY KEY (organization_id, id),
  constraint mandate_amendments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint mandate_amendments_organization_id_mandate_id_fkey FOREIGN KEY (organization_id, mandate_id) REFERENCES mandates(organization_id, id)
); -- row-level security is forced
CREATE INDEX mandate_amendments_mandate ON public.mandate_amendments USING btree (organization_id, mandate_id, created_at);
CREATE UNIQUE INDEX mandate_amendments_waiting ON public.mandate_amendments USING btree (organization_id, mandate_id) WHERE (sent_at IS NULL);
create policy organization on mandate_amendments using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table mandate_counters (
  organization_id uuid not null,
  last_number integer not null,
  constraint mandate_counters_pkey PRIMARY KEY (organization_id),
  constraint mandate_counters_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
create policy organization on mandate_counters using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table mandate_events (
  organization_id uuid not null,
  id uuid not null,
  mandate_id uuid not null,
  signature_id uuid,
  kind text not null,
  side text not null,
  author_id uuid,
  data jsonb not null default '{}'::jsonb,
  at timestamp with time zone not null,
  constraint mandate_events_pkey PRIMARY KEY (organization_id, id),
  constraint mandate_events_organization_id_author_id_fkey FOREIGN KEY (organization_id, author_id) REFERENCES users(organization_id, id),
  constraint mandate_events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint mandate_events_organization_id_mandate_id_fkey FOREIGN KEY (organization_id, mandate_id) REFERENCES mandates(organization_id, id),
  constraint mandate_events_kind_check CHECK ((kind = ANY (ARRAY['prepared'::text, 'code_asked'::text, 'code_sent'::text, 'code_wrong'::text, 'code_right'::text, 'signed'::text, 'timestamped'::text, 'typed'::text, 'scanned'::text, 'account_changed'::text, 'creditor_changed'::text, 'collected'::text, 'suspended'::text, 'resumed'::text, 'blocked'::text, 'stopped'::text, 'revoked'::text, 'finished'::text, 'dormant'::text, 'abandoned'::text]))),
  constraint mandate_events_side_check CHECK ((side = ANY (ARRAY['customer'::text, 'staff'::text, 'system'::text])))
); -- row-level security is forced
CREATE INDEX mandate_events_author ON public.mandate_events USING btree (organization_id, author_id) WHERE (author_id IS NOT NULL);
CREATE INDEX mandate_events_mandate ON public.mandate_events USING btree (organization_id, mandate_id, at, id);
create policy organization on mandate_events using (organization_id = (current_setting('quitus.organization'::text))::uuid);
create policy only_emptied on mandate_events as restrictive for update using true with check (data = '{}'::jsonb);

create table mandate_instalments (
  organization_id uuid not null,
  id uuid not null,
  mandate_id uuid not null,
  rank integer not null,
  due_on date not null,
  cents bigint not null,
  taken boolean not null default false,
  collection_id uuid,
  constraint mandate_instalments_pkey PRIMARY KEY (organization_id, id),
  constraint mandate_instalments_organization_id_mandate_id_rank_key UNIQUE (organization_id, mandate_id, rank),
  constraint mandate_instalments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint mandate_instalments_organization_id_mandate_id_fkey FOREIGN KEY (organization_id, mandate_id) REFERENCES mandates(organization_id, id),
  constraint mandate_instalments_cents_check CHECK ((cents > 0)),
  constraint mandate_instalments_rank_check CHECK ((rank > 0))
); -- row-level security is forced
create policy organization on mandate_instalments using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table mandate_settings (
  organization_id uuid not null,
  creditor_id uuid not null,
  offered boolean not null,
  automatic boolean not null,
  plan_months integer not null,
  pre_notification_days integer not null,
  channels text[] not null,
  signers text not null,
  credit_warning_read_at timestamp with time zone,
  credit_warning_read_by uuid,
  updated_at timestamp with time zone not null,
  constraint mandate_settings_pkey PRIMARY KEY (organization_id, creditor_id),
  constraint mandate_settings_organization_id_credit_warning_read_by_fkey FOREIGN KEY (organization_id, credit_warning_read_by) REFERENCES users(organization_id, id),
  constraint mandate_settings_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint mandate_settings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint mandate_settings_channels_check CHECK (((channels <@ '{email,sms}'::text[]) AND (cardinality(channels) > 0))),
  constraint mandate_settings_plan_months_check CHECK (((plan_months = 0) OR ((plan_months >= 2) AND (plan_months <= 12)))),
  constraint mandate_settings_pre_notification_days_check CHECK (((pre_notification_days >= 1) AND (pre_notification_days <= 30))),
  constraint mandate_settings_signers_check CHECK ((signers = ANY (ARRAY['any'::text, 'main'::text])))
); -- row-level security is forced
create policy organization on mandate_settings using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table mandate_signatures (
  organization_id uuid not null,
  id uuid not null,
  mandate_id uuid not null,
  kind text not null,
  user_id uuid not null,
  state text not null,
  channel text not null,
  target text not null,
  verified text not null,
  document_hash text not null,
  document jsonb not null,
  wording text not null,
  new_iban text,
  new_bic text,
  code_id uuid,
  code_sealed bytea,
  code_salt bytea,
  code_hash bytea,
  code_until timestamp with time zone,
  codes integer not null default 0,
  tries integer not null default 0,
  ip text,
  user_agent text,
  created_at timestamp with time zone not null,
  right_at timestamp with time zone,
  sealed_at timestamp with time zone,
  evidence jsonb,
  sealed_hash text,
  seal_level text,
  stamp_due_at timestamp with time zone,
  stamped_at timestamp with time zone,
  unstamped_hash text,
  constraint mandate_signatures_pkey PRIMARY KEY (organization_id, id),
  constraint mandate_signatures_organization_id_document_hash_fkey FOREIGN KEY (organization_id, document_hash) REFERENCES files(organization_id, hash),
  constraint mandate_signatures_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint mandate_signatures_organization_id_mandate_id_fkey FOREIGN KEY (organization_id, mandate_id) REFERENCES mandates(organization_id, id),
  constraint mandate_signatures_organization_id_sealed_hash_fkey FOREIGN KEY (organization_id, sealed_hash) REFERENCES files(organization_id, hash),
  constraint mandate_signatures_organization_id_unstamped_hash_fkey FOREIGN KEY (organization_id, unstamped_hash) REFERENCES files(organization_id, hash),
  constraint mandate_signatures_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id),
  constraint mandate_signatures_account_change CHECK (((kind = 'account_change'::text) = (new_iban IS NOT NULL))),
  constraint mandate_signatures_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text]))),
  constraint mandate_signatures_kind_check CHECK ((kind = ANY (ARRAY['mandate'::text, 'account_change'::text]))),
  constraint mandate_signatures_stamped CHECK (((stamped_at IS NULL) = (unstamped_hash IS NULL))),
  constraint mandate_signatures_state_check CHECK ((state = ANY (ARRAY['open'::text, 'right'::text, 'done'::text, 'dead'::text]))),
  constraint mandate_signatures_verified_check CHECK ((verified = ANY (ARRAY['access'::text, 'proved'::text, 'typed'::text])))
); -- row-level security is forced
CREATE INDEX mandate_signatures_code ON public.mandate_signatures USING btree (organization_id, code_id) WHERE (code_id IS NOT NULL);
CREATE INDEX mandate_signatures_mandate ON public.mandate_signatures USING btree (organization_id, mandate_id, created_at);
CREATE INDEX mandate_signatures_right ON public.mandate_signatures USING btree (organization_id, right_at, id) WHERE (state = 'right'::text);
CREATE INDEX mandate_signatures_stamp_due ON public.mandate_signatures USING btree (organization_id, stamp_due_at, id) WHERE (stamp_due_at IS NOT NULL);
CREATE INDEX mandate_signatures_user ON public.mandate_signatures USING btree (organization_id, user_id);
CREATE INDEX mandate_signatures_waiting ON public.mandate_signatures USING btree (organization_id, created_at, id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX mandate_signatures_open ON public.mandate_signatures USING btree (organization_id, mandate_id) WHERE (state = ANY (ARRAY['open'::text, 'right'::text]));
create policy organization on mandate_signatures using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table mandates (
  organization_id uuid not null,
  id uuid not null,
  umr text not null,
  umr_key text not null default upper(umr),
  creditor_id uuid not null,
  party_id uuid not null,
  account_id uuid not null,
  user_id uuid,
  origin text not null,
  scheme text not null,
  mode text not null,
  state text not null,
  reason text not null default ''::text,
  language text not null,
  purpose text not null,
  pre_notification_days integer not null,
  debtor_name text not null,
  debtor_address text[] not null,
  debtor_iban text not null,
  debtor_bic text,
  creditor_name text not null,
  creditor_ics text not null,
  one_off_cents bigint,
  plan_entry_ids uuid[] not null default '{}'::uuid[],
  signed_on date,
  document_hash text,
  sealed_hash text,
  seal_level text,
  seal_fingerprint text,
  last_collected_on date,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  wanted_on date,
  constraint mandates_pkey PRIMARY KEY (organization_id, id),
  constraint mandates_organization_id_account_id_fkey FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  constraint mandates_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint mandates_organization_id_document_hash_fkey FOREIGN KEY (organization_id, document_hash) REFERENCES files(organization_id, hash),
  constraint mandates_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint mandates_organization_id_party_id_fkey FOREIGN KEY (organization_id, party_id) REFERENCES parties(organization_id, id),
  constraint mandates_organization_id_sealed_hash_fkey FOREIGN KEY (organization_id, sealed_hash) REFERENCES files(organization_id, hash),
  constraint mandates_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id),
  constraint mandates_debtor_name_check CHECK ((debtor_name <> ''::text)),
  constraint mandates_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint mandates_mode_check CHECK ((mode = ANY (ARRAY['one_off'::text, 'automatic'::text]))),
  constraint mandates_one_off_cents_check CHECK ((one_off_cents > 0)),
  constraint mandates_one_off_has_amount CHECK (((mode = 'one_off'::text) = (one_off_cents IS NOT NULL))),
  constraint mandates_origin_check CHECK ((origin = ANY (ARRAY['online'::text, 'paper'::text]))),
  constraint mandates_scheme_check CHECK ((scheme = ANY (ARRAY['CORE'::text, 'B2B'::text]))),
  constraint mandates_signed_by_somebody CHECK (((user_id IS NOT NULL) OR (origin = 'paper'::text))),
  constraint mandates_signed_when_in_force CHECK (((state = ANY (ARRAY['draft'::text, 'signing'::text, 'abandoned'::text])) OR (signed_on IS NOT NULL))),
  constraint mandates_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'signing'::text, 'active'::text, 'suspended'::text, 'blocked'::text, 'stopped'::text, 'revoked'::text, 'finished'::text, 'dormant'::text, 'abandoned'::text]))),
  constraint mandates_umr_check CHECK ((umr ~ '^[A-Za-z0-9/?:().,''+-]{1,35}$'::text)),
  constraint mandates_wanted_day_of_one_off CHECK (((wanted_on IS NULL) OR (mode = 'one_off'::text)))
); -- row-level security is forced
CREATE INDEX mandates_account ON public.mandates USING btree (organization_id, account_id, created_at DESC);
CREATE INDEX mandates_collectable ON public.mandates USING btree (organization_id, creditor_id, id) WHERE (state = 'active'::text);
CREATE INDEX mandates_creditor ON public.mandates USING btree (organization_id, creditor_id, created_at DESC, id DESC);
CREATE INDEX mandates_party ON public.mandates USING btree (organization_id, party_id, created_at DESC, id DESC);
CREATE INDEX mandates_recent ON public.mandates USING btree (organization_id, created_at DESC, id DESC);
CREATE INDEX mandates_state ON public.mandates USING btree (organization_id, state, created_at DESC, id DESC);
CREATE INDEX mandates_user ON public.mandates USING btree (organization_id, user_id);
CREATE UNIQUE INDEX mandates_automatic ON public.mandates USING btree (organization_id, account_id) WHERE ((mode = 'automatic'::text) AND (state = ANY (ARRAY['signing'::text, 'active'::text, 'suspended'::text, 'blocked'::text])));
CREATE UNIQUE INDEX mandates_umr ON public.mandates USING btree (organization_id, creditor_id, umr_key);
create policy organization on mandates using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table news_feeds (
  organization_id uuid not null,
  feed_url text not null default ''::text,
  title text not null default ''::text,
  etag text not null default ''::text,
  items jsonb not null default '[]'::jsonb,
  asked_at timestamp with time zone,
  good_at timestamp with time zone,
  failure text,
  partners jsonb not null default '[]'::jsonb,
  constraint news_feeds_pkey PRIMARY KEY (organization_id),
  constraint news_feeds_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
create policy organization on news_feeds using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table notification_choices (
  organization_id uuid not null,
  user_id uuid not null,
  news text not null,
  channel text not null,
  wanted boolean not null,
  changed_at timestamp with time zone not null,
  constraint notification_choices_pkey PRIMARY KEY (organization_id, user_id, news, channel),
  constraint notification_choices_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint notification_choices_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE,
  constraint notification_choices_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text, 'push'::text])))
); -- row-level security is forced
create policy organization on notification_choices using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table notification_defaults (
  organization_id uuid not null,
  news text not null,
  channel text not null,
  wanted boolean not null,
  constraint notification_defaults_pkey PRIMARY KEY (organization_id, news, channel),
  constraint notification_defaults_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint notification_defaults_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text, 'push'::text])))
); -- row-level security is forced
create policy organization on notification_defaults using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table notification_phones (
  organization_id uuid not null,
  user_id uuid not null,
  phone text not null,
  code_hash bytea,
  code_until timestamp with time zone,
  code_tries integer not null default 0,
  confirmed_at timestamp with time zone,
  constraint notification_phones_pkey PRIMARY KEY (organization_id, user_id),
  constraint notification_phones_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint notification_phones_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE,
  constraint notification_phones_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text))
); -- row-level security is forced
create policy organization on notification_phones using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table organization_addresses (
  address text not null,
  organization_id uuid not null,
  constraint organization_addresses_pkey PRIMARY KEY (address),
  constraint organization_addresses_address_check CHECK ((address ~ '^(host|path):[a-z0-9.:-]+$'::text))
);

create table organizations (
  organization_id uuid not null,
  slug text not null,
  name text not null,
  kind text not null,
  accent text not null default '#1f5f8b'::text,
  logo_hash text,
  logo_media_type text,
  contact jsonb not null default '{}'::jsonb,
  legal_notice text not null default ''::text,
  accessibility_statement text not null default ''::text,
  settings jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  agency jsonb not null default '{}'::jsonb,
  constraint organizations_pkey PRIMARY KEY (organization_id),
  constraint organizations_accent_check CHECK ((accent ~ '^#[0-9a-f]{6}$'::text)),
  constraint organizations_kind_check CHECK ((kind = ANY (ARRAY['municipality'::text, 'property_manager'::text, 'company'::text]))),
  constraint organizations_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'::text))
); -- row-level security is forced
create policy organization on organizations using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table parties (
  organization_id uuid not null,
  id uuid not null,
  code text not null,
  kind text not null default 'person'::text,
  name text not null,
  email text,
  phone text,
  address text[] not null default '{}'::text[],
  created_at timestamp with time zone not null default now(),
  sort_name text not null default lower(name),
  email_key text default lower(email),
  search_text text not null default quitus_search_text((ARRAY[name, code, email] || address)),
  name_key text not null default quitus_name_key(name),
  constraint parties_pkey PRIMARY KEY (organization_id, id),
  constraint parties_organization_id_code_key UNIQUE (organization_id, code),
  constraint parties_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint parties_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'company'::text])))
); -- row-level security is forced
CREATE INDEX parties_email_key ON public.parties USING btree (organization_id, email_key) WHERE (email_key IS NOT NULL);
CREATE INDEX parties_name_key ON public.parties USING btree (organization_id, name_key) WHERE (name_key <> ''::text);
CREATE INDEX parties_sort ON public.parties USING btree (organization_id, sort_name, id);
create policy organization on parties using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table party_coordinates (
  organization_id uuid not null,
  party_id uuid not null,
  details jsonb not null default '{}'::jsonb,
  composed_address text[] not null default '{}'::text[],
  paper boolean not null default true,
  paper_chosen_at timestamp with time zone,
  constraint party_coordinates_pkey PRIMARY KEY (organization_id, party_id),
  constraint party_coordinates_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint party_coordinates_organization_id_party_id_fkey FOREIGN KEY (organization_id, party_id) REFERENCES parties(organization_id, id)
); -- row-level security is forced
create policy organization on party_coordinates using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table passkeys (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null default '{}'::text[],
  backed_up boolean not null,
  name text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint passkeys_pkey PRIMARY KEY (organization_id, id),
  constraint passkeys_organization_id_credential_id_key UNIQUE (organization_id, credential_id),
  constraint passkeys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint passkeys_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE
); -- row-level security is forced
CREATE INDEX passkeys_user ON public.passkeys USING btree (organization_id, user_id);
create policy organization on passkeys using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table payment_entries (
  organization_id uuid not null,
  payment_id uuid not null,
  entry_id uuid not null,
  cents bigint not null,
  label text,
  piece text,
  entered_on date,
  due_on date,
  settled_cents bigint,
  constraint payment_entries_pkey PRIMARY KEY (organization_id, payment_id, entry_id),
  constraint payment_entries_organization_id_entry_id_fkey FOREIGN KEY (organization_id, entry_id) REFERENCES entries(organization_id, id),
  constraint payment_entries_organization_id_payment_id_fkey FOREIGN KEY (organization_id, payment_id) REFERENCES payments(organization_id, id)
); -- row-level security is forced
CREATE INDEX payment_entries_entry ON public.payment_entries USING btree (organization_id, entry_id);
create policy organization on payment_entries using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table payment_settings (
  organization_id uuid not null,
  creditor_id uuid not null,
  gateway text not null,
  enabled boolean not null default false,
  configuration bytea not null,
  updated_at timestamp with time zone not null,
  constraint payment_settings_pkey PRIMARY KEY (organization_id, creditor_id),
  constraint payment_settings_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint payment_settings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
create policy organization on payment_settings using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table payments (
  organization_id uuid not null,
  id uuid not null,
  reference text not null,
  user_id uuid not null,
  creditor_id uuid not null,
  account_id uuid not null,
  gateway text not null,
  amount_cents bigint not null,
  state text not null,
  departure jsonb,
  provider_reference text,
  email text,
  last_code text,
  alert text,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  asked_at timestamp with time zone,
  freed_at timestamp with time zone,
  closed_at timestamp with time zone,
  constraint payments_pkey PRIMARY KEY (organization_id, id),
  constraint payments_organization_id_reference_key UNIQUE (organization_id, reference),
  constraint payments_organization_id_account_id_fkey FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  constraint payments_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint payments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint payments_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id),
  constraint payments_amount_cents_check CHECK ((amount_cents > 0)),
  constraint payments_reference_check CHECK ((reference ~ '^[A-Z0-9]{6,30}$'::text)),
  constraint payments_state_check CHECK ((state = ANY (ARRAY['starting'::text, 'waiting'::text, 'paid'::text, 'denied'::text, 'cancelled'::text, 'expired'::text, 'failed'::text])))
); -- row-level security is forced
CREATE INDEX payments_alert ON public.payments USING btree (organization_id, created_at) WHERE (alert IS NOT NULL);
CREATE INDEX payments_open ON public.payments USING btree (organization_id, created_at) WHERE (state = ANY (ARRAY['starting'::text, 'waiting'::text]));
CREATE INDEX payments_paid ON public.payments USING btree (organization_id, closed_at) WHERE (state = 'paid'::text);
CREATE INDEX payments_provider ON public.payments USING btree (organization_id, gateway, provider_reference) WHERE (provider_reference IS NOT NULL);
CREATE INDEX payments_recent ON public.payments USING btree (organization_id, created_at DESC, id DESC);
CREATE INDEX payments_reference ON public.payments USING btree (organization_id, reference COLLATE "C");
CREATE INDEX payments_traces ON public.payments USING btree (organization_id, closed_at) WHERE ((closed_at IS NOT NULL) AND ((email IS NOT NULL) OR (departure IS NOT NULL)));
CREATE INDEX payments_user ON public.payments USING btree (organization_id, user_id, created_at DESC);
create policy organization on payments using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table push_devices (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  name text not null,
  created_at timestamp with time zone not null,
  constraint push_devices_pkey PRIMARY KEY (organization_id, id),
  constraint push_devices_organization_id_endpoint_key UNIQUE (organization_id, endpoint),
  constraint push_devices_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint push_devices_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE
); -- row-level security is forced
CREATE INDEX push_devices_user ON public.push_devices USING btree (organization_id, user_id);
create policy organization on push_devices using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table pushes (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  device_id uuid not null,
  kind text not null,
  title text not null,
  body text not null,
  path text not null,
  once_key text not null,
  state text not null default 'queued'::text,
  tries integer not null default 0,
  error text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  claimed_until timestamp with time zone,
  constraint pushes_pkey PRIMARY KEY (organization_id, id),
  constraint pushes_organization_id_once_key_key UNIQUE (organization_id, once_key),
  constraint pushes_organization_id_device_id_fkey FOREIGN KEY (organization_id, device_id) REFERENCES push_devices(organization_id, id) ON DELETE CASCADE,
  constraint pushes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint pushes_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text])))
); -- row-level security is forced
CREATE INDEX pushes_device ON public.pushes USING btree (organization_id, device_id);
CREATE INDEX pushes_open ON public.pushes USING btree (organization_id, created_at) WHERE (state = 'queued'::text);
CREATE INDEX pushes_recent ON public.pushes USING btree (organization_id, created_at);
CREATE INDEX pushes_user ON public.pushes USING btree (organization_id, user_id);
create policy organization on pushes using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table receipt_counters (
  organization_id uuid not null,
  creditor_id uuid not null,
  year integer not null,
  last_number integer not null,
  constraint receipt_counters_pkey PRIMARY KEY (organization_id, creditor_id, year)
); -- row-level security is forced
create policy organization on receipt_counters using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table receipts (
  organization_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  creditor_id uuid not null,
  number text not null,
  cents bigint not null,
  means text not null,
  authorisation text,
  received_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  unapplied boolean not null,
  constraint receipts_pkey PRIMARY KEY (organization_id, id),
  constraint receipts_organization_id_creditor_id_number_key UNIQUE (organization_id, creditor_id, number),
  constraint receipts_organization_id_payment_id_key UNIQUE (organization_id, payment_id),
  constraint receipts_organization_id_payment_id_fkey FOREIGN KEY (organization_id, payment_id) REFERENCES payments(organization_id, id),
  constraint receipts_cents_check CHECK ((cents > 0)),
  constraint receipts_means_check CHECK ((means = ANY (ARRAY['card'::text, 'direct_debit'::text, 'unknown'::text])))
); -- row-level security is forced
CREATE INDEX receipts_received ON public.receipts USING btree (organization_id, received_at);
create policy organization on receipts using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table recovery_codes (
  organization_id uuid not null,
  user_id uuid not null,
  code_hash bytea not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint recovery_codes_pkey PRIMARY KEY (organization_id, user_id, code_hash),
  constraint recovery_codes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint recovery_codes_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE
); -- row-level security is forced
create policy organization on recovery_codes using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table request_categories (
  organization_id uuid not null,
  key text not null,
  fr text not null,
  en text not null,
  position integer not null,
  active boolean not null default true,
  constraint request_categories_pkey PRIMARY KEY (organization_id, key),
  constraint request_categories_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint request_categories_key_check CHECK ((key ~ '^[a-z0-9_]{1,40}$'::text))
); -- row-level security is forced
create policy organization on request_categories using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table request_messages (
  organization_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  author_id uuid not null,
  kind text not null,
  body text not null,
  created_at timestamp with time zone not null,
  constraint request_messages_pkey PRIMARY KEY (organization_id, id),
  constraint request_messages_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint request_messages_organization_id_request_id_fkey FOREIGN KEY (organization_id, request_id) REFERENCES requests(organization_id, id),
  constraint request_messages_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'staff'::text, 'note'::text])))
); -- row-level security is forced
CREATE INDEX request_messages_author ON public.request_messages USING btree (organization_id, author_id);
CREATE INDEX request_messages_thread ON public.request_messages USING btree (organization_id, request_id, id);
create policy organization on request_messages using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table requests (
  organization_id uuid not null,
  id uuid not null,
  number integer not null,
  user_id uuid not null,
  party_id uuid,
  account_id uuid,
  creditor_id uuid,
  category text not null,
  subject text not null,
  state text not null default 'open'::text,
  assigned_to uuid,
  created_at timestamp with time zone not null,
  moved_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  seen_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  search_text text not null default quitus_search_text(ARRAY[(number)::text, subject]),
  constraint requests_pkey PRIMARY KEY (organization_id, id),
  constraint requests_organization_id_number_key UNIQUE (organization_id, number),
  constraint requests_organization_id_account_id_fkey FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  constraint requests_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint requests_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint requests_organization_id_party_id_fkey FOREIGN KEY (organization_id, party_id) REFERENCES parties(organization_id, id),
  constraint requests_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id),
  constraint requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'closed'::text])))
); -- row-level security is forced
CREATE INDEX requests_moved ON public.requests USING btree (organization_id, moved_at, id);
CREATE INDEX requests_state ON public.requests USING btree (organization_id, state, moved_at, id);
CREATE INDEX requests_user ON public.requests USING btree (organization_id, user_id, moved_at DESC, id DESC);
create policy organization on requests using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table reversals (
  organization_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  creditor_id uuid not null,
  kind text not null,
  cents bigint not null,
  reversed_on date not null,
  reason text not null default ''::text,
  provider_key text,
  recorded_by uuid,
  recorded_at timestamp with time zone not null,
  constraint reversals_pkey PRIMARY KEY (organization_id, id),
  constraint reversals_organization_id_payment_id_fkey FOREIGN KEY (organization_id, payment_id) REFERENCES payments(organization_id, id),
  constraint reversals_organization_id_recorded_by_fkey FOREIGN KEY (organization_id, recorded_by) REFERENCES users(organization_id, id),
  constraint reversals_cents_check CHECK ((cents > 0)),
  constraint reversals_kind_check CHECK ((kind = ANY (ARRAY['refund'::text, 'charge_back'::text]))),
  constraint reversals_told_or_recorded CHECK (((provider_key IS NOT NULL) OR (recorded_by IS NOT NULL)))
); -- row-level security is forced
CREATE INDEX reversals_payment ON public.reversals USING btree (organization_id, payment_id, recorded_at);
CREATE UNIQUE INDEX reversals_recorded_once ON public.reversals USING btree (organization_id, payment_id, kind, reversed_on, cents) WHERE (recorded_by IS NOT NULL);
CREATE UNIQUE INDEX reversals_told_once ON public.reversals USING btree (organization_id, payment_id, provider_key) WHERE (provider_key IS NOT NULL);
create policy organization on reversals using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table schema_migrations (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table sealed_facts (
  organization_id uuid not null,
  fact_id uuid not null,
  seal_number integer not null,
  position integer not null,
  hash text not null,
  constraint sealed_facts_pkey PRIMARY KEY (organization_id, fact_id),
  constraint sealed_facts_organization_id_seal_number_position_key UNIQUE (organization_id, seal_number, "position"),
  constraint sealed_facts_organization_id_seal_number_fkey FOREIGN KEY (organization_id, seal_number) REFERENCES fact_seals(organization_id, number),
  constraint sealed_facts_position_check CHECK (("position" > 0))
); -- row-level security is forced
create policy organization on sealed_facts using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table sessions (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  remembered boolean not null,
  viewing_as uuid,
  ip text,
  user_agent text,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  opened_by text not null default 'password'::text,
  preview jsonb,
  preview_until timestamp with time zone,
  proved_at timestamp with time zone,
  constraint sessions_pkey PRIMARY KEY (organization_id, id),
  constraint sessions_organization_id_token_hash_key UNIQUE (organization_id, token_hash),
  constraint sessions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint sessions_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE,
  constraint sessions_organization_id_viewing_as_fkey FOREIGN KEY (organization_id, viewing_as) REFERENCES users(organization_id, id) ON DELETE CASCADE,
  constraint sessions_opened_by_check CHECK ((opened_by = ANY (ARRAY['password'::text, 'link'::text, 'totp'::text, 'recovery'::text, 'passkey_step'::text, 'passkey'::text, 'sso'::text]))),
  constraint sessions_preview_check CHECK ((((preview IS NULL) = (preview_until IS NULL)) AND ((preview IS NULL) OR (viewing_as IS NOT NULL))))
); -- row-level security is forced
CREATE INDEX sessions_user ON public.sessions USING btree (organization_id, user_id);
create policy organization on sessions using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table signing_identities (
  organization_id uuid not null,
  id uuid not null,
  origin text not null,
  fingerprint text not null,
  certificate bytea not null,
  chain bytea[] not null default '{}'::bytea[],
  sealed_key bytea,
  valid_from timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  created_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  constraint signing_identities_pkey PRIMARY KEY (organization_id, id),
  constraint signing_identities_organization_id_fingerprint_key UNIQUE (organization_id, fingerprint),
  constraint signing_identities_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint signing_identities_fingerprint_check CHECK ((fingerprint ~ '^[0-9a-f]{64}$'::text)),
  constraint signing_identities_key_until_retired CHECK (((retired_at IS NULL) = (sealed_key IS NOT NULL))),
  constraint signing_identities_origin_check CHECK ((origin = ANY (ARRAY['generated'::text, 'uploaded'::text])))
); -- row-level security is forced
CREATE UNIQUE INDEX signing_identities_present ON public.signing_identities USING btree (organization_id) WHERE (retired_at IS NULL);
create policy organization on signing_identities using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table sso_identities (
  organization_id uuid not null,
  issuer text not null,
  subject text not null,
  user_id uuid not null,
  bound_at timestamp with time zone not null,
  constraint sso_identities_pkey PRIMARY KEY (organization_id, issuer, subject),
  constraint sso_identities_organization_id_issuer_user_id_key UNIQUE (organization_id, issuer, user_id),
  constraint sso_identities_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint sso_identities_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE
); -- row-level security is forced
CREATE INDEX sso_identities_user ON public.sso_identities USING btree (organization_id, user_id);
create policy organization on sso_identities using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table sso_settings (
  organization_id uuid not null,
  label text not null,
  issuer text not null,
  client_id text not null,
  sealed_secret bytea not null,
  enabled boolean not null,
  updated_at timestamp with time zone not null,
  constraint sso_settings_pkey PRIMARY KEY (organization_id),
  constraint sso_settings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
create policy organization on sso_settings using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table stamped_files (
  organization_id uuid not null,
  hash text not null,
  stamped_at timestamp with time zone not null,
  constraint stamped_files_pkey PRIMARY KEY (organization_id, hash),
  constraint stamped_files_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint stamped_files_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text))
); -- row-level security is forced
create policy organization on stamped_files using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table tenant_links (
  organization_id uuid not null,
  creditor_id uuid not null,
  owner_id uuid not null,
  tenant_id uuid not null,
  lot text not null default ''::text,
  from_on date,
  until_on date,
  published_at timestamp with time zone not null,
  constraint tenant_links_pkey PRIMARY KEY (organization_id, creditor_id, owner_id, tenant_id, lot),
  constraint tenant_links_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint tenant_links_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint tenant_links_organization_id_owner_id_fkey FOREIGN KEY (organization_id, owner_id) REFERENCES parties(organization_id, id),
  constraint tenant_links_organization_id_tenant_id_fkey FOREIGN KEY (organization_id, tenant_id) REFERENCES parties(organization_id, id)
); -- row-level security is forced
CREATE INDEX tenant_links_owner ON public.tenant_links USING btree (organization_id, owner_id);
CREATE INDEX tenant_links_tenant ON public.tenant_links USING btree (organization_id, tenant_id);
create policy organization on tenant_links using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table text_months (
  organization_id uuid not null,
  month text not null,
  segments integer not null,
  constraint text_months_pkey PRIMARY KEY (organization_id, month),
  constraint text_months_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint text_months_month_check CHECK ((month ~ '^[0-9]{4}-[0-9]{2}$'::text))
); -- row-level security is forced
create policy organization on text_months using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table text_settings (
  organization_id uuid not null,
  gateway text not null,
  enabled boolean not null,
  configuration bytea not null,
  monthly_cap integer not null,
  updated_at timestamp with time zone not null,
  constraint text_settings_pkey PRIMARY KEY (organization_id),
  constraint text_settings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint text_settings_gateway_check CHECK ((gateway = ANY (ARRAY['ovh'::text, 'twilio'::text, 'brevo'::text]))),
  constraint text_settings_monthly_cap_check CHECK (((monthly_cap >= 0) AND (monthly_cap <= 1000000)))
); -- row-level security is forced
create policy organization on text_settings using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table texts (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  kind text not null,
  to_phone text not null,
  body text not null,
  segments integer not null,
  subject_kind text not null,
  subject_id text not null,
  once_key text not null,
  state text not null default 'queued'::text,
  gateway text,
  reference text,
  tries integer not null default 0,
  error text,
  created_at timestamp with time zone not null,
  tried_at timestamp with time zone,
  sent_at timestamp with time zone,
  delivered_at timestamp with time zone,
  code_id uuid,
  constraint texts_pkey PRIMARY KEY (organization_id, id),
  constraint texts_organization_id_once_key_key UNIQUE (organization_id, once_key),
  constraint texts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint texts_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'failed'::text])))
); -- row-level security is forced
CREATE INDEX texts_open ON public.texts USING btree (organization_id, created_at) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text]));
CREATE INDEX texts_recent ON public.texts USING btree (organization_id, created_at DESC, id DESC);
CREATE INDEX texts_reference ON public.texts USING btree (organization_id, gateway, reference) WHERE (reference IS NOT NULL);
CREATE INDEX texts_user ON public.texts USING btree (organization_id, user_id);
create policy organization on texts using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table throttles (
  organization_id uuid not null,
  key text not null,
  hits integer not null,
  window_ends_at timestamp with time zone not null,
  constraint throttles_pkey PRIMARY KEY (organization_id, key),
  constraint throttles_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
create policy organization on throttles using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table timestamp_settings (
  organization_id uuid not null,
  address text not null,
  username text not null default ''::text,
  sealed_password bytea,
  failing_since timestamp with time zone,
  failed_at timestamp with time zone,
  failure text,
  constraint timestamp_settings_pkey PRIMARY KEY (organization_id),
  constraint timestamp_settings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint timestamp_settings_address_check CHECK ((address ~ '^https?://'::text)),
  constraint timestamp_settings_failure_told CHECK ((((failing_since IS NULL) = (failed_at IS NULL)) AND ((failed_at IS NULL) = (failure IS NULL))))
); -- row-level security is forced
create policy organization on timestamp_settings using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table totp_secrets (
  organization_id uuid not null,
  user_id uuid not null,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  last_step bigint not null default 0,
  constraint totp_secrets_pkey PRIMARY KEY (organization_id, user_id),
  constraint totp_secrets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint totp_secrets_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id) ON DELETE CASCADE
); -- row-level security is forced
create policy organization on totp_secrets using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table transfer_order_parts (
  organization_id uuid not null,
  order_id uuid not null,
  entry_id uuid not null,
  cents bigint not null,
  constraint transfer_order_parts_pkey PRIMARY KEY (organization_id, order_id, entry_id),
  constraint transfer_order_parts_organization_id_entry_id_fkey FOREIGN KEY (organization_id, entry_id) REFERENCES entries(organization_id, id) ON DELETE CASCADE,
  constraint transfer_order_parts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint transfer_order_parts_organization_id_order_id_fkey FOREIGN KEY (organization_id, order_id) REFERENCES transfer_orders(organization_id, id),
  constraint transfer_order_parts_cents_check CHECK ((cents <> 0))
); -- row-level security is forced
CREATE INDEX transfer_order_parts_entry ON public.transfer_order_parts USING btree (organization_id, entry_id);
create policy organization on transfer_order_parts using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table transfer_orders (
  organization_id uuid not null,
  id uuid not null,
  reference text not null,
  user_id uuid not null,
  creditor_id uuid not null,
  account_id uuid not null,
  cents bigint not null,
  state text not null,
  made_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  received_cents bigint,
  received_on date,
  allocation_id uuid,
  given_up_at timestamp with time zone,
  expires_on date not null,
  constraint transfer_orders_pkey PRIMARY KEY (organization_id, id),
  constraint transfer_orders_organization_id_reference_key UNIQUE (organization_id, reference),
  constraint transfer_orders_organization_id_account_id_fkey FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  constraint transfer_orders_organization_id_creditor_id_fkey FOREIGN KEY (organization_id, creditor_id) REFERENCES creditors(organization_id, id),
  constraint transfer_orders_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint transfer_orders_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id),
  constraint transfer_orders_cents_check CHECK ((cents > 0)),
  constraint transfer_orders_closed CHECK (((state = 'open'::text) = (closed_at IS NULL))),
  constraint transfer_orders_received CHECK ((((state = 'received'::text) = (received_cents IS NOT NULL)) AND ((state = 'received'::text) = (received_on IS NOT NULL)) AND ((state = 'received'::text) = (allocation_id IS NOT NULL)))),
  constraint transfer_orders_received_cents_check CHECK ((received_cents > 0)),
  constraint transfer_orders_state_check CHECK ((state = ANY (ARRAY['open'::text, 'received'::text, 'cancelled'::text, 'expired'::text])))
); -- row-level security is forced
CREATE INDEX transfer_orders_open ON public.transfer_orders USING btree (organization_id, account_id, user_id) WHERE (state = 'open'::text);
CREATE INDEX transfer_orders_term ON public.transfer_orders USING btree (organization_id, expires_on, id) WHERE (state = 'open'::text);
CREATE INDEX transfer_orders_user ON public.transfer_orders USING btree (organization_id, user_id, made_at DESC, id DESC);
create policy organization on transfer_orders using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table users (
  organization_id uuid not null,
  id uuid not null,
  identifier text not null,
  email text,
  name text not null,
  language text not null default 'fr'::text,
  password_hash text,
  must_change_password boolean not null default false,
  temporary_until timestamp with time zone,
  state text not null default 'invited'::text,
  staff_role text,
  staff_creditor_ids uuid[],
  created_at timestamp with time zone not null default now(),
  last_sign_in_at timestamp with time zone,
  search_text text not null default quitus_search_text(ARRAY[name, identifier, email]),
  identifier_key text not null default lower(identifier),
  email_key text default lower(email),
  sort_name text not null default lower(name),
  erased_at timestamp with time zone,
  constraint users_pkey PRIMARY KEY (organization_id, id),
  constraint users_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint users_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint users_staff_role_check CHECK ((staff_role = ANY (ARRAY['reader'::text, 'accountant'::text, 'manager'::text, 'administrator'::text]))),
  constraint users_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'disabled'::text])))
); -- row-level security is forced
CREATE INDEX users_name ON public.users USING btree (organization_id, sort_name, id);
CREATE UNIQUE INDEX users_email ON public.users USING btree (organization_id, email_key) WHERE (email_key IS NOT NULL);
CREATE UNIQUE INDEX users_identifier ON public.users USING btree (organization_id, identifier_key);
create policy organization on users using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table webhook_deliveries (
  organization_id uuid not null,
  id uuid not null,
  webhook_id uuid not null,
  fact_id uuid not null,
  event text not null,
  replay boolean not null default false,
  state text not null default 'waiting'::text,
  tries integer not null default 0,
  next_try_at timestamp with time zone,
  last_status integer,
  last_error text,
  created_at timestamp with time zone not null,
  delivered_at timestamp with time zone,
  constraint webhook_deliveries_pkey PRIMARY KEY (organization_id, id),
  constraint webhook_deliveries_organization_id_webhook_id_fkey FOREIGN KEY (organization_id, webhook_id) REFERENCES webhooks(organization_id, id) ON DELETE CASCADE,
  constraint webhook_deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])))
); -- row-level security is forced
CREATE INDEX webhook_deliveries_age ON public.webhook_deliveries USING btree (organization_id, created_at);
CREATE INDEX webhook_deliveries_recent ON public.webhook_deliveries USING btree (organization_id, webhook_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_state ON public.webhook_deliveries USING btree (organization_id, webhook_id, state, created_at DESC, id DESC);
CREATE UNIQUE INDEX webhook_deliveries_once ON public.webhook_deliveries USING btree (organization_id, webhook_id, fact_id) WHERE (NOT replay);
create policy organization on webhook_deliveries using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create table webhooks (
  organization_id uuid not null,
  id uuid not null,
  url text not null,
  label text not null,
  events text[] not null,
  secrets bytea not null,
  enabled boolean not null default true,
  disabled_for text,
  created_at timestamp with time zone not null,
  constraint webhooks_pkey PRIMARY KEY (organization_id, id),
  constraint webhooks_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
); -- row-level security is forced
create policy organization on webhooks using (organization_id = (current_setting('quitus.organization'::text))::uuid);

create view v_banking_files with (security_invoker=true) as
 SELECT organization_id,
    id,
    state,
    created_at
   FROM bank_files;

create view v_banking_lines with (security_invoker=true) as
 SELECT organization_id,
    id,
    creditor_id,
    state,
    kind,
    cents,
    booked_on,
    created_at
   FROM bank_lines;

create view v_banking_transfers with (security_invoker=true) as
 SELECT a.organization_id,
    a.id AS payment_id,
    a.reference,
    l.booked_on,
    l.bank_reference,
    a.creditor_id,
    a.cents,
    a.state,
    l.kind
   FROM bank_allocations a
     JOIN bank_lines l ON l.organization_id = a.organization_id AND l.id = a.line_id;

create view v_collections_batches with (security_invoker=true) as
 SELECT organization_id,
    id,
    creditor_id,
    state,
    collect_until,
    drop_state,
    changed_at
   FROM debit_batches;

create view v_collections_money with (security_invoker=true) as
 SELECT c.organization_id,
    c.id AS payment_id,
    c.end_to_end_id AS number,
    'direct_debit'::text AS means,
    NULL::text AS counter_account
   FROM collections c
UNION ALL
 SELECT r.organization_id,
    r.id AS payment_id,
    c.end_to_end_id AS number,
    'return_fee'::text AS means,
    s.fee_account AS counter_account
   FROM collection_returns r
     JOIN collections c ON c.organization_id = r.organization_id AND c.id = r.collection_id
     JOIN collection_settings s ON s.organization_id = r.organization_id AND s.creditor_id = r.creditor_id
  WHERE r.fee_cents > 0;

create view v_collections_named with (security_invoker=true) as
 SELECT c.organization_id,
    c.id AS collection_id,
    c.end_to_end_id,
    c.umr,
    c.collect_on,
    a.code AS account_code,
    p.code AS party_code,
    b.message_id
   FROM collections c
     JOIN accounts a ON a.organization_id = c.organization_id AND a.id = c.account_id
     JOIN parties p ON p.organization_id = c.organization_id AND p.id = c.party_id
     LEFT JOIN debit_batches b ON b.organization_id = c.organization_id AND b.id = c.batch_id;

create view v_collections_returns with (security_invoker=true) as
 SELECT organization_id,
    id,
    creditor_id,
    cents,
    recorded_at,
    handled_at
   FROM collection_returns;

create view v_collections_steps with (security_invoker=true) as
 SELECT c.organization_id,
    c.id,
    c.creditor_id,
    c.collected_at AS at,
    'collected'::text AS step,
    c.id AS collection_id,
    c.cents,
    NULL::text AS reason_code,
    0::bigint AS fee_cents
   FROM collections c
  WHERE c.collected_at IS NOT NULL
UNION ALL
 SELECT r.organization_id,
    r.id,
    r.creditor_id,
    r.recorded_at AS at,
    r.kind AS step,
    r.collection_id,
    r.cents,
    r.reason_code,
    r.fee_cents
   FROM collection_returns r;

create view v_coordinates_accepted with (security_invoker=true) as
 SELECT f.organization_id,
    md5((f.change_id::text || f.field) || k.creditor_id::text)::uuid AS id,
    k.creditor_id,
    f.decided_at AS at,
    p.code AS party_code,
    p.name AS party_name,
    f.field,
    f.was,
    f.wanted
   FROM coordinate_change_fields f
     JOIN coordinate_changes c ON c.organization_id = f.organization_id AND c.id = f.change_id
     JOIN parties p ON p.organization_id = c.organization_id AND p.id = c.party_id
     JOIN v_ledger_party_creditors k ON k.organization_id = c.organization_id AND k.party_id = c.party_id
  WHERE f.outcome = 'accepted'::text;

create view v_directory_access with (security_invoker=true) as
 SELECT organization_id,
    user_id,
    party_id,
    main,
    ends_on
   FROM access_accounts;

create view v_directory_parties with (security_invoker=true) as
 SELECT organization_id,
    id,
    code,
    name,
    sort_name,
    search_text,
    email
   FROM parties;

create view v_directory_party_names with (security_invoker=true) as
 SELECT organization_id,
    id,
    name_key
   FROM parties;

create view v_directory_postal_parties with (security_invoker=true) as
 SELECT organization_id,
    id,
    name,
    address
   FROM parties;

create view v_directory_user_creditors with (security_invoker=true) as
 SELECT a.organization_id,
    a.user_id,
    k.creditor_id
   FROM access_accounts a
     JOIN v_ledger_party_creditors k ON k.organization_id = a.organization_id AND k.party_id = a.party_id;

create view v_directory_user_parties with (security_invoker=true) as
 SELECT organization_id,
    user_id,
    party_id,
    ends_on
   FROM access_accounts
  WHERE 'read'::text = ANY (rights);

create view v_disputes with (security_invoker=true) as
 SELECT organization_id,
    id,
    creditor_id,
    state,
    outcome,
    holding,
    waiting_since,
    opened_at,
    resolved_at
   FROM disputes;

create view v_disputes_entries with (security_invoker=true) as
 SELECT t.organization_id,
    t.dispute_id,
    t.entry_id,
    t.cents,
    e.source_key,
    e.piece
   FROM dispute_entries t
     JOIN entries e ON e.organization_id = t.organization_id AND e.id = t.entry_id;

create view v_disputes_steps with (security_invoker=true) as
 SELECT s.organization_id,
    s.id,
    d.creditor_id,
    d.id AS dispute_id,
    d.reference,
    s.kind,
    s.outcome,
    s.at,
    a.code AS account_code,
    p.code AS party_code,
    c.label_fr AS category,
    d.total_cents
   FROM dispute_steps s
     JOIN disputes d ON d.organization_id = s.organization_id AND d.id = s.dispute_id
     JOIN accounts a ON a.organization_id = d.organization_id AND a.id = d.account_id
     JOIN parties p ON p.organization_id = d.organization_id AND p.id = d.party_id
     JOIN dispute_categories c ON c.organization_id = d.organization_id AND c.id = d.category_id
  WHERE s.kind = ANY (ARRAY['opened'::text, 'resolved'::text, 'reopened'::text, 'withdrawn'::text, 'released'::text]);

create view v_exchange_imports with (security_invoker=true) as
 SELECT organization_id,
    id,
    creditor_id,
    state,
    errors,
    created_at
   FROM imports;

create view v_identity_staff with (security_invoker=true) as
 SELECT organization_id,
    id,
    name,
    staff_role,
    staff_creditor_ids
   FROM users
  WHERE staff_role IS NOT NULL AND state = 'active'::text;

create view v_identity_users with (security_invoker=true) as
 SELECT organization_id,
    id,
    identifier,
    email,
    name,
    state,
    staff_role,
    created_at,
    search_text,
    sort_name,
    erased_at
   FROM users;

create view v_ledger_accounts with (security_invoker=true) as
 SELECT organization_id,
    id,
    creditor_id,
    party_id,
    code,
    label,
    balance_cents,
    search_text,
    withdrawn_at
   FROM accounts;

create view v_ledger_invoices with (security_invoker=true) as
 SELECT i.organization_id,
    i.id,
    i.account_id,
    a.creditor_id,
    a.label AS account_label,
    i.number,
    i.subject,
    i.issued_on
   FROM invoices i
     JOIN accounts a ON a.organization_id = i.organization_id AND a.id = i.account_id;

create view v_ledger_lettering_parts with (security_invoker=true) as
 SELECT t.organization_id,
    t.lettering_id,
    t.entry_id,
    t.cents,
    e.source_key,
    e.entered_on,
    e.piece,
    e.label,
    e.amount_cents,
    e.origin
   FROM lettering_parts t
     JOIN entries e ON e.organization_id = t.organization_id AND e.id = t.entry_id;

create view v_ledger_open_entries with (security_invoker=true) as
 SELECT e.organization_id,
    e.account_id,
    a.creditor_id,
    e.due_on,
    e.amount_cents - e.settled_cents AS open_cents
   FROM entries e
     JOIN accounts a ON a.organization_id = e.organization_id AND a.id = e.account_id
  WHERE e.amount_cents <> e.settled_cents AND e.superseded_at IS NULL;

create view v_ledger_party_accounts with (security_invoker=true) as
 SELECT organization_id,
    id,
    party_id,
    creditor_id,
    kind
   FROM accounts;

create view v_ledger_party_creditors with (security_invoker=true) as
 SELECT organization_id,
    party_id,
    creditor_id
   FROM accounts;

create view v_ledger_party_moves with (security_invoker=true) as
 SELECT organization_id,
    party_id,
    balance_cents,
    ( SELECT max(e.entered_on) AS max
           FROM entries e
          WHERE e.organization_id = a.organization_id AND e.account_id = a.id) AS last_on
   FROM accounts a;

create view v_ledger_payment_entries with (security_invoker=true) as
 SELECT e.organization_id,
    e.id,
    a.creditor_id,
    e.payment_id,
    e.entered_on,
    e.label,
    e.piece,
    e.amount_cents,
    e.superseded_at,
    e.created_at,
    a.code AS account_code,
    a.label AS account_label,
    p.code AS party_code,
    p.name AS party_name
   FROM entries e
     JOIN accounts a ON a.organization_id = e.organization_id AND a.id = e.account_id
     JOIN parties p ON p.organization_id = a.organization_id AND p.id = a.party_id
  WHERE e.origin = 'payment'::text;

create view v_ledger_payment_letterings with (security_invoker=true) as
 SELECT l.organization_id,
    l.id,
    a.creditor_id,
    l.code,
    l.created_at,
    a.code AS account_code
   FROM letterings l
     JOIN accounts a ON a.organization_id = l.organization_id AND a.id = l.account_id
  WHERE l.origin = 'payment'::text;

create view v_mandates with (security_invoker=true) as
 SELECT m.organization_id,
    m.id,
    m.creditor_id,
    m.account_id,
    m.umr,
    m.state,
    m.mode,
    m.created_at,
    s.right_at AS sealing_since
   FROM mandates m
     LEFT JOIN mandate_signatures s ON s.organization_id = m.organization_id AND s.mandate_id = m.id AND s.state = 'right'::text;

create view v_messaging_requests with (security_invoker=true) as
 SELECT organization_id,
    id,
    creditor_id,
    state,
    assigned_to,
    created_at,
    moved_at
   FROM requests;

create view v_notifications_mails with (security_invoker=true) as
 SELECT organization_id,
    id,
    creditor_id,
    user_id,
    state,
    created_at
   FROM mails;

create view v_notifications_phones with (security_invoker=true) as
 SELECT organization_id,
    user_id,
    phone
   FROM notification_phones
  WHERE confirmed_at IS NOT NULL;

create view v_notifications_text_senders with (security_invoker=true) as
 SELECT organization_id
   FROM text_settings
  WHERE enabled;

create view v_organizations_creditors with (security_invoker=true) as
 SELECT organization_id,
    id,
    name,
    published_at
   FROM creditors;

create view v_payments_attempts with (security_invoker=true) as
 SELECT organization_id,
    id,
    reference,
    creditor_id,
    user_id,
    account_id,
    amount_cents,
    state,
    alert,
    created_at
   FROM payments;

create view v_payments_declarations with (security_invoker=true) as
 SELECT organization_id,
    id,
    creditor_id,
    state,
    declared_at
   FROM declarations;

create view v_payments_money with (security_invoker=true) as
 SELECT p.organization_id,
    p.id AS payment_id,
    p.gateway,
    r.number,
    r.means,
    r.authorisation
   FROM payments p
     LEFT JOIN receipts r ON r.organization_id = p.organization_id AND r.payment_id = p.id;

create view v_payments_receipts with (security_invoker=true) as
 SELECT organization_id,
    id,
    creditor_id,
    cents,
    received_at,
    means
   FROM receipts;

create view v_payments_settings with (security_invoker=true) as
 SELECT organization_id,
    creditor_id,
    enabled
   FROM payment_settings;

create view v_privacy_erasures with (security_invoker=true) as
 SELECT organization_id,
    id,
    state,
    asked_at,
    due_on
   FROM erasures;

create view v_signatures_identities with (security_invoker=true) as
 SELECT organization_id,
    id,
    valid_until,
    created_at
   FROM signing_identities
  WHERE retired_at IS NULL;

create view v_signatures_timestamps with (security_invoker=true) as
 SELECT organization_id,
    failing_since
   FROM timestamp_settings;

create view v_webhooks with (security_invoker=true) as
 SELECT organization_id,
    id,
    enabled,
    disabled_for,
    created_at
   FROM webhooks;
