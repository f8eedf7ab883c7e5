--liquibase formatted sql

--changeset chitchat:008-verdicts
--comment The verdict on a conversation that has ended, as JSON; overall is its word for lists: pass, fail or inconclusive.
CREATE TABLE verdicts (
    conversation_id BIGINT NOT NULL PRIMARY KEY REFERENCES conversations (id),
    overall TEXT NOT NULL,
    verdict TEXT NOT NULL
) ${by_key};
