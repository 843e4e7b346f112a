-- A one-off may be debited on a day that its debtor chose.
alter table mandates add column wanted_on date,
  add constraint mandates_wanted_day_of_one_off check (wanted_on is null or mode = 'one_off');

-- A paper that another program published has nobody here who typed it.
alter table mandates alter column user_id drop not null,
  add constraint mandates_signed_by_somebody check (user_id is not null or origin = 'paper');

-- A debit belongs to who signed on line; under a paper, to the party of its account: never to the member of staff who typed it.
alter table collections alter column user_id drop not null;
update collections set user_id = null from mandates m
where m.organization_id = collections.organization_id and m.id = collections.mandate_id and m.origin = 'paper';
