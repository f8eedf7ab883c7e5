--liquibase formatted sql

--changeset chitchat:011-imports
--comment Where conversations were held that came as evidence, by the word of their files, and the scenario that they brought. The origin_hash of such a conversation is that of its content; its origin_kind is import.
CREATE TABLE imports (
    conversation_id BIGINT NOT NULL PRIMARY KEY REFERENCES conversations (id),
    server TEXT,
    conversation BIGINT NOT NULL,
    evidence_view TEXT NOT NULL,
    exported_at BIGINT NOT NULL,
    imported_at BIGINT NOT NULL,
    scenario TEXT
) ${by_key};
