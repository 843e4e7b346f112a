-- What is to settle is read along collections_coming, which is as small: every release wrote both.
drop index collections_to_settle;
