package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A list that holds records of several persons tells of nobody but the one who is asked for. */
class OtherPersonsRecordsTest {
    @Test
    void aLookUpThatNamesOnePersonTellsOfNoOther() throws Exception {
        String scenario = Files.readString(Path.of("src/test/resources/rehearsal/scenarios/vaccination-record.json"));
        assertThat(scenario).contains("Emil Dahl");
        Play.Result result = new Play(scenario).together("school");
        assertThat(result.status()).as(result.transcript()).isEqualTo("success");
        assertThat(result.transcript()).contains("Nora Quist").doesNotContain("Emil", "2018-12-01");
    }
}
