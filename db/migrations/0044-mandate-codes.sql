-- A mail or a text that carries the one-time code of a signature holds a mask in its place: the code is put in when it leaves.
alter table mails add column code_id uuid;
alter table texts add column code_id uuid;

-- What may carry a code: the phone that a user proved to be his, and whether the organization sends texts.
create view v_notifications_phones with (security_invoker = true) as
  select organization_id, user_id, phone from notification_phones where confirmed_at is not null;
create view v_notifications_text_senders with (security_invoker = true) as
  select organization_id from text_settings where enabled;
grant select on v_notifications_phones, v_notifications_text_senders to quitus_app;
