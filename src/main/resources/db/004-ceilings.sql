--liquibase formatted sql

--changeset chitchat:004-conversation-bytes
--comment How much text a conversation's log holds, so that its ceiling is checked without reading the log. What was written before counts nothing.
ALTER TABLE conversations ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0;

--changeset chitchat:004-scenario-revision
--comment Another word with each write, so that a change can be computed elsewhere and written only if nothing came between.
ALTER TABLE scenarios ADD COLUMN revision TEXT NOT NULL DEFAULT '';

--changeset chitchat:004-runner-replays
--comment How often a waiting turn was begun again by a restart, and after which event: an agent that never gets further is left alone.
ALTER TABLE runner_registry ADD COLUMN replays INTEGER NOT NULL DEFAULT 0;

--changeset chitchat:004-runner-replayed-seq
ALTER TABLE runner_registry ADD COLUMN replayed_seq BIGINT NOT NULL DEFAULT -1;
