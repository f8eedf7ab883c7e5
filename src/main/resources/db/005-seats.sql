--liquibase formatted sql

--changeset chitchat:005-seating
--comment Whether a conversation has seats: null for none, private, or listed. Fixed when it is created.
ALTER TABLE conversations ADD COLUMN seating TEXT;

--changeset chitchat:005-conversations-by-update-dropped
DROP INDEX conversations_by_update;

--changeset chitchat:005-conversations-by-update
--comment Lists leave out private conversations, and are still read off this index alone.
CREATE INDEX conversations_by_update ON conversations (updated_at, id, completed, seating);

--changeset chitchat:005-seats
--comment Who has which rights in a conversation: its host, its spectators and, for each agent of the roster, a seat. Of a code only the SHA-256 is kept, in hex; it is null where there is none. The host's and the spectators' rows have no agent. revision counts the codes, changes the events that noted who uses them.
CREATE TABLE seats (
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    role TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    traces INTEGER NOT NULL,
    code_hash TEXT,
    expires_at BIGINT,
    via TEXT,
    client TEXT,
    revision INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, role, agent_id)
) ${by_key};

--changeset chitchat:005-seats-by-code
CREATE UNIQUE INDEX seats_by_code ON seats (code_hash) WHERE code_hash IS NOT NULL;
