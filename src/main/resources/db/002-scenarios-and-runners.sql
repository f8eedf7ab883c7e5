--liquibase formatted sql

--changeset chitchat:002-scenarios
CREATE TABLE scenarios (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    config TEXT NOT NULL,
    history TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL
);

--changeset chitchat:002-scenarios-by-modification
CREATE INDEX scenarios_by_modification ON scenarios (modified_at, id);

--changeset chitchat:002-runner-registry
--comment Which agents this server is to run: what was ensured and not stopped.
CREATE TABLE runner_registry (
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    agent_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, agent_id)
);
