package me.fhir.chitchat.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.json.StoredJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaValidationTest {
    private final MetaValidation validation = new MetaValidation(
            scenarioId -> Optional.empty(),
            new Scheduling(List.of(new StrictAlternation()), Duration.ofSeconds(30)),
            40);

    private NewConversation validated(String config) {
        return validation.validated(
                StoredJson.object("{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\",\"config\":" + config + "}]}"),
                null,
                Seating.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"manner\":\"cooperative\"}",
                "{\"manner\":\"over-asking\"}",
                "{\"manner\":\"slow\",\"delayMs\":0}",
                "{\"mcpServers\":[{\"name\":\"a\",\"url\":\"http://a/\",\"headers\":{\"X\":\"${MCP_X}\"}}]}"
            })
    void takesMannersAndServers(String config) {
        assertThat(validated(config).metadata().text()).contains(config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{'manner':'rude'}                | meta.agents.1.config.manner \"rude\" is not one of cooperative, nitpicking",
                "{'manner':'Slow'}                | meta.agents.1.config.manner \"Slow\" is not one of",
                "{'manner':7}                     | meta.agents.1.config.manner must be a string",
                "{'manner':'slow','delayMs':-1}   | meta.agents.1.config.delayMs must be an integer from 0 to 3600000",
                "{'mcpServers':[{'name':'a','url':'x'}]} | meta.agents.1.config.mcpServers.0.url must be the http or https URL",
                "{'mcpServers':[{'name':'a','url':'http://a/','headers':{'X':'t0ken'}}]} | meta.agents.1.config.mcpServers.0.headers.X must name a variable",
            })
    void refusesOthersByField(String config, String sentence) {
        assertThatThrownBy(() -> validated(config.replace('\'', '"')))
                .isInstanceOf(ConversationException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void namesAllMannersInTheRefusal() {
        assertThatThrownBy(() -> validated("{\"manner\":\"\"}"))
                .hasMessageContainingAll("untruthful", "silent", "slow");
    }
}
