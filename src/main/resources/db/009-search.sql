--liquibase formatted sql

--changeset chitchat:009-outcome
--comment How an ended conversation ended (success, failure, neutral, canceled, error). Null while it goes on, and until it is in the index.
ALTER TABLE conversations ADD COLUMN outcome TEXT;

--changeset chitchat:009-conversations-by-update-dropped
DROP INDEX conversations_by_update;

--changeset chitchat:009-conversations-by-update
--comment Lists of one outcome are read off this index as well.
CREATE INDEX conversations_by_update ON conversations (updated_at, id, completed, seating, outcome);

--changeset chitchat:009-conversations-unindexed
CREATE INDEX conversations_unindexed ON conversations (id) WHERE completed = 1 AND outcome IS NULL;

--changeset chitchat:009-ended-conversations dbms:sqlite
--comment What a search finds an ended conversation by, in lower case. The row's number is the conversation's id. Trigrams, since a search looks for parts of words.
CREATE VIRTUAL TABLE ended_conversations USING fts5(text, tokenize = 'trigram case_sensitive 1');
