--liquibase formatted sql

--changeset chitchat:013-farewells
--comment Whether a called agent knows that its conversation has ended, or need not be told. Those of conversations that ended before are not told any more.
ALTER TABLE dialed_seats ADD COLUMN told_end INTEGER NOT NULL DEFAULT 0;
UPDATE dialed_seats SET told_end = 1
WHERE conversation_id IN (SELECT id FROM conversations WHERE completed = 1);
