--liquibase formatted sql

--changeset chitchat:003-origins
--comment Which bridge began a conversation, at which address, and in which context of its client.
ALTER TABLE conversations ADD COLUMN origin_kind TEXT;
ALTER TABLE conversations ADD COLUMN origin_hash TEXT;
ALTER TABLE conversations ADD COLUMN origin_context TEXT;

--changeset chitchat:003-origins-of-earlier-conversations dbms:sqlite
--comment Until now only the Meta in event 1 said so.
UPDATE conversations SET (origin_kind, origin_hash) = (
    SELECT json_extract(e.payload, '$.metadata.custom.bridge'),
        json_extract(e.payload, '$.metadata.custom.bridgeConfig64Hash')
    FROM conversation_events e WHERE e.conversation_id = conversations.id AND e.seq = 1)
WHERE id IN (
    SELECT conversation_id FROM conversation_events
    WHERE seq = 1 AND payload LIKE '%"bridgeConfig64Hash"%'
        AND CASE WHEN json_valid(payload) THEN
            json_extract(payload, '$.metadata.custom.bridge') IN ('a2a', 'mcp')
                AND json_type(payload, '$.metadata.custom.bridgeConfig64Hash') = 'text'
            ELSE 0 END);

--changeset chitchat:003-conversations-by-origin
--comment A bridge lists the conversations of one address by the time of their status; those of no bridge are not in here.
CREATE INDEX conversations_by_origin ON conversations (origin_hash, origin_kind, (COALESCE(closed_at, created_at)), id)
    WHERE origin_hash IS NOT NULL;

--changeset chitchat:003-conversations-by-context
CREATE INDEX conversations_by_context ON conversations (origin_hash, origin_context, id)
    WHERE origin_context IS NOT NULL;
