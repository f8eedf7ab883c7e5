--liquibase formatted sql

--changeset chitchat:016-conversation-ids dbms:postgresql
--comment The numbers of conversations where several servers work on one database. A server that has it for itself counts on without; the next start brings the sequence up to that.
CREATE SEQUENCE conversation_ids;

--changeset chitchat:016-server-keys dbms:postgresql
--comment The keys that all servers on the database have in common, in Base64; what else is a file beside the data.
CREATE TABLE server_keys (
    name TEXT NOT NULL PRIMARY KEY,
    bytes TEXT NOT NULL
);

--changeset chitchat:016-replicas dbms:postgresql
--comment The servers on the database, and when each of them last said that it lives, by the clock of the database.
CREATE TABLE replicas (
    id TEXT NOT NULL PRIMARY KEY,
    seen_at TIMESTAMPTZ NOT NULL
);

--changeset chitchat:016-runner
--comment The replica that runs the agents of a conversation. Beside the head, so that who appends for them has locked it too.
ALTER TABLE conversations ADD COLUMN runner TEXT;

--changeset chitchat:016-seat-replica
--comment The replica that the holder of a seat is connected to.
ALTER TABLE seats ADD COLUMN replica TEXT;
