package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import me.fhir.chitchat.agent.AgentRegistry;
import me.fhir.chitchat.agent.RegisteredAgents.Registered;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.TickingClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoredIn.class)
class JdbiAgentRegistryTest {
    @Parameter
    private StoredIn storedIn = StoredIn.SQLITE;

    @TempDir
    private Path folder;

    @Test
    void remembersWhoWasEnsuredAndNotStopped() throws Exception {
        TickingClock clock = new TickingClock();
        StoreFixture fixture = new StoreFixture(storedIn.at(folder.resolve("data.db")), clock);
        try {
            AgentRegistry registry = new JdbiAgentRegistry(fixture.database, clock);
            long id = fixture.conversations
                    .create(new NewConversation(
                            new RawJson("{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}]}"),
                            new Setup(List.of("a", "b"), null, 40, null, null)))
                    .join()
                    .conversation();
            registry.add(id, List.of("a", "b"));
            registry.add(id, List.of("a"));
            assertThat(registry.registered()).extracting(Registered::agentId).containsExactly("a", "b");
            registry.remove(id, List.of("a", "nobody"));
            assertThat(registry.registered()).extracting(Registered::agentId).containsExactly("b");
            registry.removeAll(id);
            assertThat(registry.registered()).isEmpty();
        } finally {
            fixture.close();
        }
    }
}
