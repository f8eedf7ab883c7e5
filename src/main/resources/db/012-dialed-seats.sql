--liquibase formatted sql

--changeset chitchat:012-dialed-seats
--comment The agents that this server calls: where, and how far it has got. headers are sealed with the seat secret. sent_seq is the last event of the log that the agent has answered; message_id and message_seq are of the message that is under way, message_task the agent's task that works on it. artifacts are fingerprints, one a line.
CREATE TABLE dialed_seats (
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    agent_id TEXT NOT NULL,
    url TEXT NOT NULL,
    headers TEXT NOT NULL,
    patience_ms BIGINT NOT NULL,
    sent_seq BIGINT NOT NULL DEFAULT 0,
    context_id TEXT,
    task_id TEXT,
    artifacts TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,
    message_id TEXT,
    message_seq BIGINT,
    message_task TEXT,
    PRIMARY KEY (conversation_id, agent_id)
) ${by_key};
