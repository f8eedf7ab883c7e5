--liquibase formatted sql

--changeset chitchat:006-model-spending
--comment What calls of paid models cost on a day (UTC, yyyy-mm-dd), so that a restart does not begin a new budget. The conversation is empty for the whole server.
CREATE TABLE model_spending (
    day TEXT NOT NULL,
    conversation TEXT NOT NULL,
    calls BIGINT NOT NULL,
    tokens BIGINT NOT NULL,
    PRIMARY KEY (day, conversation)
) ${by_key};
