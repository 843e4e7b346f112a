-- What a bank line is compared with (PAY-10), each found along an index: open entries by the letters and digits of their piece
-- and by what is open of them, accounts by the words of their name in any order. Columns, since row-level security keeps an
-- index on an expression from being used.
create function quitus_name_key(name text) returns text language sql immutable parallel safe as $$
  select coalesce(string_agg(word, ' ' order by word collate "C"), '') from (
    select distinct word from regexp_split_to_table(quitus_search_text(array[name]), '[^a-z0-9]+') word
    where length(word) > 1 and word not in ('mr', 'mme', 'mlle', 'mrs', 'ms', 'et', 'and', 'ou', 'monsieur', 'madame', 'sarl', 'sas', 'sasu', 'sa', 'eurl', 'sci', 'snc')
  ) words
$$;
alter table entries
  add column open_cents bigint not null generated always as (amount_cents - settled_cents) stored,
  add column piece_key text not null generated always as (upper(regexp_replace(piece, '[^A-Za-z0-9]', '', 'g'))) stored;
create index entries_open_piece on entries (organization_id, piece_key) where superseded_at is null and open_cents <> 0 and piece_key <> '';
create index entries_open_amount on entries (organization_id, open_cents) where superseded_at is null and open_cents > 0;
alter table accounts add column name_key text not null generated always as (quitus_name_key(label)) stored;
create index accounts_name on accounts (organization_id, name_key) where name_key <> '';
