--liquibase formatted sql

--changeset chitchat:001-conversations
--comment One row is the head of a conversation: all that its next append depends on. The Meta is kept once, in event 1, so that moving the head never rewrites it. Times are epoch milliseconds.
CREATE TABLE conversations (
    id ${id} PRIMARY KEY,
    completed INTEGER NOT NULL,
    scenario_id TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    system_notes INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    turn_events INTEGER NOT NULL,
    turn_owner TEXT,
    turn_cleared INTEGER NOT NULL,
    closed_seq BIGINT,
    closed_by TEXT,
    closed_at BIGINT
);

--changeset chitchat:001-conversations-by-update
--comment Lists, those of active conversations too, are read off this index alone.
CREATE INDEX conversations_by_update ON conversations (updated_at, id, completed);

--changeset chitchat:001-conversations-active
--comment The watchdog pages through these by id. Kept by time, every append would have to move its entry.
CREATE INDEX conversations_active ON conversations (id) WHERE completed = 0;

--changeset chitchat:001-conversations-by-scenario
CREATE INDEX conversations_by_scenario ON conversations (scenario_id, updated_at, id) WHERE scenario_id IS NOT NULL;

--changeset chitchat:001-conversation-events
--comment Kept in the order of the key: an append touches one page instead of two, and a page of a conversation lies together.
CREATE TABLE conversation_events (
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    seq BIGINT NOT NULL,
    turn INTEGER NOT NULL,
    event INTEGER NOT NULL,
    type TEXT NOT NULL,
    finality TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    ts BIGINT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (conversation_id, seq)
) ${by_key};

--changeset chitchat:001-attachments
CREATE TABLE attachments (
    id TEXT NOT NULL PRIMARY KEY,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    turn INTEGER NOT NULL,
    event INTEGER NOT NULL,
    seq BIGINT NOT NULL,
    doc_id TEXT NOT NULL,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    summary TEXT,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    base64 INTEGER NOT NULL,
    content TEXT NOT NULL
);

--changeset chitchat:001-attachments-by-document
CREATE INDEX attachments_by_document ON attachments (conversation_id, doc_id, seq);

--changeset chitchat:001-idempotency-keys
CREATE TABLE idempotency_keys (
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    agent_id TEXT NOT NULL,
    client_request_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, agent_id, client_request_id)
) ${by_key};
