--liquibase formatted sql

--changeset chitchat:014-schema-version dbms:postgresql
--comment Which changelog the schema was last brought up to; SQLite keeps this number in the head of its file.
CREATE TABLE chitchat_schema (version INTEGER NOT NULL);
INSERT INTO chitchat_schema (version) VALUES (0);

--changeset chitchat:014-ended-conversations dbms:postgresql
--comment What a search finds an ended conversation by, in lower case.
CREATE TABLE ended_conversations (
    conversation_id BIGINT NOT NULL PRIMARY KEY REFERENCES conversations (id),
    text TEXT NOT NULL
);

--changeset chitchat:014-trigrams dbms:postgresql splitStatements:false
--comment Part of every PostgreSQL, but an administrator can have left it out. Without it a search reads all texts.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX ended_conversations_by_trigram ON ended_conversations USING gin (text gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'No index of trigrams: %', SQLERRM;
END $$;

--changeset chitchat:014-order-of-text dbms:postgresql
--comment By the code points, as in SQLite, whatever language the database was made for.
ALTER TABLE conversation_events ALTER COLUMN agent_id TYPE TEXT COLLATE "C";
ALTER TABLE scenarios ALTER COLUMN id TYPE TEXT COLLATE "C";
ALTER TABLE runner_registry ALTER COLUMN agent_id TYPE TEXT COLLATE "C";
ALTER TABLE seats ALTER COLUMN agent_id TYPE TEXT COLLATE "C";
ALTER TABLE dialed_seats ALTER COLUMN agent_id TYPE TEXT COLLATE "C";
