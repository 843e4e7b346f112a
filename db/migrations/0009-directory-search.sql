-- Under row-level security an index serves a condition only if it cannot leak other rows. Comparisons of plain columns
-- qualify; `lower(column)` and `like` do not: so what is compared is kept in columns of its own.

-- What a search compares: lower case, without accents, in one line.
create function quitus_search_text(parts text[]) returns text language sql immutable parallel safe as $$
  select translate(
    replace(replace(lower(array_to_string(parts, ' ')), 'œ', 'oe'), 'æ', 'ae'),
    'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ’', 'aaaaaaceeeeiiiinooooouuuuyy''')
$$;

alter table parties
  add column sort_name text not null generated always as (lower(name)) stored,
  add column email_key text generated always as (lower(email)) stored,
  add column search_text text not null generated always as (quitus_search_text(array[name, code, email] || address)) stored;
drop index parties_name;
drop index parties_email;
create index parties_sort on parties (organization_id, sort_name, id);
create index parties_email_key on parties (organization_id, email_key) where email_key is not null;

-- For staff limited to some creditors: which parties these know (owner: ledger).
create index accounts_creditor_party on accounts (organization_id, creditor_id, party_id);
create view v_ledger_party_creditors with (security_invoker = true) as
  select organization_id, party_id, creditor_id from accounts;
grant select on v_ledger_party_creditors to quitus_app;
