--liquibase formatted sql

--changeset chitchat:007-lost-seats
--comment Whether the last event about the seat's holder is that it was lost.
ALTER TABLE seats ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
