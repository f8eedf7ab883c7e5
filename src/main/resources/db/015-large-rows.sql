--liquibase formatted sql

--changeset chitchat:015-conversation-events dbms:sqlite failOnError:false
--preconditions onFail:CONTINUE
--precondition-sql-check expectedResult:1 SELECT page_count * page_size < 134217728 FROM pragma_page_count(), pragma_page_size()
--comment Without row numbers SQLite reads all of a long row whenever a search comes by it: a message of megabytes made every later append read it. A file from an earlier release that is large keeps its order, since copying needs time and twice the room.
CREATE TABLE rebuilt_events (
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
);
INSERT INTO rebuilt_events SELECT conversation_id, seq, turn, event, type, finality, agent_id, ts, payload
FROM conversation_events ORDER BY conversation_id, seq;
DROP TABLE conversation_events;
ALTER TABLE rebuilt_events RENAME TO conversation_events;

--changeset chitchat:015-verdicts dbms:sqlite failOnError:false
--preconditions onFail:CONTINUE
--precondition-sql-check expectedResult:1 SELECT page_count * page_size < 134217728 FROM pragma_page_count(), pragma_page_size()
CREATE TABLE rebuilt_verdicts (
    conversation_id INTEGER PRIMARY KEY REFERENCES conversations (id),
    overall TEXT NOT NULL,
    verdict TEXT NOT NULL
);
INSERT INTO rebuilt_verdicts SELECT conversation_id, overall, verdict FROM verdicts ORDER BY conversation_id;
DROP TABLE verdicts;
ALTER TABLE rebuilt_verdicts RENAME TO verdicts;

--changeset chitchat:015-imports dbms:sqlite failOnError:false
--preconditions onFail:CONTINUE
--precondition-sql-check expectedResult:1 SELECT page_count * page_size < 134217728 FROM pragma_page_count(), pragma_page_size()
CREATE TABLE rebuilt_imports (
    conversation_id INTEGER PRIMARY KEY REFERENCES conversations (id),
    server TEXT,
    conversation BIGINT NOT NULL,
    evidence_view TEXT NOT NULL,
    exported_at BIGINT NOT NULL,
    imported_at BIGINT NOT NULL,
    scenario TEXT
);
INSERT INTO rebuilt_imports SELECT conversation_id, server, conversation, evidence_view, exported_at, imported_at, scenario
FROM imports ORDER BY conversation_id;
DROP TABLE imports;
ALTER TABLE rebuilt_imports RENAME TO imports;
