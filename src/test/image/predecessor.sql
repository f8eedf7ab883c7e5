-- A data file of the TypeScript server that came before: sqlite3 data.db < predecessor.sql
CREATE TABLE conversations (conversation INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT,
    status TEXT NOT NULL DEFAULT 'active', meta_json TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE conversation_events (conversation INTEGER NOT NULL, turn INTEGER NOT NULL,
    event INTEGER NOT NULL, type TEXT NOT NULL, payload TEXT NOT NULL, finality TEXT NOT NULL,
    ts TEXT NOT NULL, agent_id TEXT NOT NULL, seq INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE attachments (id TEXT PRIMARY KEY, conversation INTEGER NOT NULL, turn INTEGER NOT NULL,
    event INTEGER NOT NULL, doc_id TEXT, name TEXT NOT NULL, content_type TEXT NOT NULL,
    content TEXT NOT NULL, summary TEXT, created_by_agent_id TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE idempotency_keys (conversation INTEGER NOT NULL, agent_id TEXT NOT NULL,
    client_request_id TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE TABLE scenarios (id TEXT PRIMARY KEY, name TEXT NOT NULL, config TEXT NOT NULL,
    history TEXT NOT NULL DEFAULT '[]', created_at TEXT NOT NULL, modified_at TEXT NOT NULL);
INSERT INTO scenarios VALUES ('s1', 'Old scenario', '{"metadata":{"id":"s1"},"n":1.0}', '[]',
    '2025-08-01 10:00:00', '2025-08-02T10:00:00.500Z');
INSERT INTO conversations VALUES (3, 'First', 'completed',
    '{"agents":[{"id":"a"},{"id":"b"}],"scenarioId":"s1","n":1.0}',
    '2025-08-01T10:00:00.000Z', '2025-08-01T10:05:00.000Z');
INSERT INTO conversations VALUES (7, 'Second', 'active', '{"agents":[{"id":"a"},{"id":"b"}]}',
    '2025-08-01T11:00:00.000Z', '2025-08-01T11:05:00.000Z');
INSERT INTO conversation_events VALUES (3, 0, 1, 'system', '{"kind":"meta_created","metadata":{}}', 'none',
    '2025-08-01T10:00:00.000Z', 'system-orchestrator', 11);
INSERT INTO conversation_events VALUES (3, 1, 1, 'trace', '{"type":"thought","content":"hm"}', 'none',
    '2025-08-01T10:01:00.000Z', 'a', 12);
INSERT INTO conversation_events VALUES (7, 1, 1, 'message', '{"text":"second"}', 'turn',
    '2025-08-01T11:01:00.000Z', 'a', 13);
INSERT INTO conversation_events VALUES (3, 1, 2, 'message', '{"text":"first"}', 'turn',
    '2025-08-01T10:02:00.000Z', 'a', 14);
INSERT INTO conversation_events VALUES (3, 2, 1, 'message', '{"text":"bye"}', 'conversation',
    '2025-08-01T10:03:00.000Z', 'b', 15);
INSERT INTO attachments VALUES ('att_1', 3, 1, 2, 'doc', 'n.txt', 'text/plain', 'inside', NULL, 'a',
    '2025-08-01T10:02:00.000Z');
INSERT INTO idempotency_keys VALUES (7, 'a', 'req', 13);
