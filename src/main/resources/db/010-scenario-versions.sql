--liquibase formatted sql

--changeset chitchat:010-scenarios-by-modification-dropped
DROP INDEX scenarios_by_modification;

--changeset chitchat:010-scenario-versions
--comment Which scenarios there are in which state is read off this index, without their descriptions.
CREATE INDEX scenario_versions ON scenarios (modified_at, id, revision);
