package me.fhir.chitchat.agent.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.agent.planner.ToolServers.ServerTool;
import me.fhir.chitchat.agent.planner.ToolServers.ToolListing;
import me.fhir.chitchat.agent.planner.ToolServers.ToolReturn;
import me.fhir.chitchat.agent.planner.ToolServers.ToolServer;
import me.fhir.chitchat.conversation.McpServerSetting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Servers are asked for their tools at the same time, and again only when that may tell something new. */
class OutsideToolsTest extends ScenarioAgentCase {
    private static final ServerTool SEARCH = new ServerTool("search", "", "{}");

    private final TurnContext turn = conversation.seat("clerk");

    /** A server that counts how often it was asked. */
    private static class CountingServer implements ToolServer {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile @Nullable String problem;
        private volatile boolean failing;

        @Override
        public ToolListing list() throws InterruptedException {
            asked.incrementAndGet();
            return new ToolListing(problem == null ? List.of(SEARCH) : List.of(), problem);
        }

        @Override
        public ToolReturn call(ServerTool tool, String arguments) {
            return new ToolReturn(failing, "{}");
        }
    }

    private static McpServerSetting setting(String name) {
        return new McpServerSetting(name, URI.create("http://" + name + ".example/mcp"), Map.of(), null);
    }

    private static List<String> names(OutsideTools.TurnOffer offer) {
        return offer.tools().tools().stream()
                .map(OfferedTools.OfferedTool::name)
                .toList();
    }

    @Test
    void asksAllServersAtTheSameTime() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        ToolServers way = setting -> new CountingServer() {
            @Override
            public ToolListing list() throws InterruptedException {
                both.countDown();
                boolean met = both.await(8, TimeUnit.SECONDS);
                return met ? super.list() : new ToolListing(List.of(), "It was asked alone.");
            }
        };
        OutsideTools tools = new OutsideTools(List.of(setting("one"), setting("two")), way);
        OutsideTools.TurnOffer offer = tools.offer(turn, Set.of());
        assertThat(offer.problems()).isEmpty();
        assertThat(names(offer)).containsExactly("search", "two__search");
    }

    @Test
    void asksOnceInAConversationAndAgainAfterAFailure() throws Exception {
        CountingServer server = new CountingServer();
        OutsideTools tools = new OutsideTools(List.of(setting("one")), setting -> server);
        tools.offer(turn, Set.of());
        OutsideTools.TurnOffer offer = tools.offer(turn, Set.of());
        assertThat(names(offer)).containsExactly("search");
        OfferedTools.OfferedTool search = offer.tools().tools().get(0);
        assertThat(search.server().call(search.tool(), "{}").failed()).isFalse();
        tools.offer(turn, Set.of());
        assertThat(server.asked).hasValue(1);
        server.failing = true;
        assertThat(search.server().call(search.tool(), "{}").failed()).isTrue();
        tools.offer(turn, Set.of());
        assertThat(server.asked).hasValue(2);
    }

    @Test
    void asksAServerAgainThatDidNotSayItsTools() throws Exception {
        CountingServer server = new CountingServer();
        server.problem = "It is down.";
        OutsideTools tools = new OutsideTools(List.of(setting("one")), setting -> server);
        assertThat(tools.offer(turn, Set.of()).problems()).containsEntry("one", "It is down.");
        server.problem = null;
        assertThat(names(tools.offer(turn, Set.of()))).containsExactly("search");
        assertThat(server.asked).hasValue(2);
    }
}
