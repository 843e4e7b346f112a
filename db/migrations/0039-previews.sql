-- Staff may look through a customer's eyes under options that are not saved yet (SPEC OFF-5): what the organization would
-- say, and until when. It lives and ends with the look.
alter table sessions add column preview jsonb, add column preview_until timestamptz,
  add constraint sessions_preview_check check ((preview is null) = (preview_until is null) and (preview is null or viewing_as is not null));
