package me.fhir.chitchat.agent.planner;

import static me.fhir.chitchat.agent.planner.ScriptedModel.say;
import static me.fhir.chitchat.agent.planner.ScriptedModel.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentOptions;
import me.fhir.chitchat.agent.AgentSpec;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.mcp.client.McpToolServers;
import me.fhir.chitchat.mcp.client.StubMcpServer;
import me.fhir.chitchat.mcp.client.StubMcpServer.Speech;
import me.fhir.chitchat.outbound.AllowList;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundConfiguration;
import me.fhir.chitchat.outbound.OutboundGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A scenario agent with tools of MCP servers. */
class McpToolsTest extends ScenarioAgentCase {
    private static final String SEARCH = """
            {"name":"search","description":"Searches\\nthe registry.","inputSchema":{"type":"object",
             "properties":{"q":{"type":"string","x-mcp-header":"Query"}},"required":["q"]}}""";
    private static final String DELETE = """
            {"name":"delete_all","description":"Deletes.","inputSchema":{"type":"object"}}""";

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private OutboundClient client = client("local");

    private OutboundClient client(String allow) {
        return new OutboundClient(
                new OutboundGuard(AllowList.of(allow), InetAddress::getAllByName),
                new OutboundConfiguration(null, null, null),
                new MetricRegistry(),
                workers);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        workers.shutdownNow();
    }

    private Agent clerk(String servers, Map<String, String> environment) {
        RawJson config = new RawJson("{\"mcpServers\":" + servers + "}");
        AgentSpec spec = new AgentSpec("clerk", null, config, new RawJson(SCENARIO), new RawJson("{}"));
        return new PlannerAgentFactory(model, AgentConfiguration.DEFAULT, new McpToolServers(client, environment))
                .create(spec, AgentOptions.of(config))
                .orElseThrow();
    }

    private void play(String servers) throws InterruptedException {
        hear("{\"text\":\"please search\"}");
        clerk(servers, Map.of()).takeTurn(conversation.seat("clerk"));
    }

    private static String server(URI uri) {
        return "[{\"name\":\"kb\",\"url\":\"" + uri + "\"}]";
    }

    private static StubMcpServer searching(Speech speech) throws IOException {
        return new StubMcpServer(speech)
                .tool(
                        SEARCH,
                        params -> StubMcpServer.text("found "
                                + Objects.requireNonNull(params.object("arguments"))
                                        .text("q")))
                .tool(DELETE, params -> StubMcpServer.text("deleted"))
                .start();
    }

    @ParameterizedTest
    @EnumSource
    void usesAToolOfAServerOfEachGeneration(Speech speech) throws Exception {
        try (StubMcpServer kb = searching(speech)) {
            model.steps(step("search", "{\"q\":\"knee\"}"), say("{\"text\":\"ok\",\"attachments\":[\"search.txt\"]}"));
            play(server(kb.uri()));
            assertThat(ownLines())
                    .containsExactly(
                            "clerk trace none: {\"type\":\"thought\",\"content\":\"because\"}",
                            "clerk trace none: {\"type\":\"tool_call\",\"name\":\"search\",\"args\":{\"q\":\"knee\"},\"toolCallId\":\"clerk-1\"}",
                            "clerk trace none: {\"type\":\"tool_result\",\"toolCallId\":\"clerk-1\",\"result\":{\"name\":\"search.txt\","
                                    + "\"contentType\":\"text/plain\",\"content\":\"found knee\"}}",
                            "clerk trace none: {\"type\":\"thought\",\"content\":\"because\"}",
                            "clerk message turn: ok");
            assertThat(conversation
                            .attachmentNamed("search.txt")
                            .document()
                            .content()
                            .text())
                    .isEqualTo("found knee");
            assertThat(kb.methods()).endsWith("tools/list", "tools/list", "tools/call");
            assertThat(model.prompt(0)).contains("- search (server kb): Searches the registry.\n", "- delete_all");
            assertThat(model.prompt(1)).contains("You used search", "found knee");
            assertThat(kb.received().get(kb.received().size() - 1).headers().containsKey("Mcp-param-query"))
                    .isEqualTo(speech == Speech.MODERN);
        }
    }

    @Test
    void beginsANewSessionWhenTheServerForgotTheOld() throws Exception {
        try (StubMcpServer kb = searching(Speech.LEGACY_JSON)) {
            Agent clerk = clerk(server(kb.uri()), Map.of());
            hear("{\"text\":\"one\"}");
            model.steps(say("{\"text\":\"one\"}"));
            clerk.takeTurn(conversation.seat("clerk"));
            kb.forgetSessions();
            hear("{\"text\":\"two\"}");
            model.steps(step("search", "{\"q\":\"hip\"}"), say("{\"text\":\"two\"}"));
            clerk.takeTurn(conversation.seat("clerk"));
            assertThat(String.join("\n", ownLines())).contains("found hip").doesNotContain("error");
            assertThat(kb.methods()).filteredOn("initialize"::equals).hasSize(2);
        }
    }

    @Test
    void aServerThatIsGoneIsAToolErrorAndTheTurnGoesOn() throws Exception {
        StubMcpServer kb = searching(Speech.MODERN);
        kb.close();
        model.steps(say("{\"text\":\"without\"}"));
        play(server(kb.uri()));
        assertThat(ownLines().get(0)).contains("\"type\":\"tool_call\",\"name\":\"kb__tools/list\"");
        assertThat(ownLines().get(1)).contains("\"error\":\"").contains("\"toolCallId\":\"clerk-1\"");
        assertThat(ownLines()).last().isEqualTo("clerk message turn: without");
        assertThat(model.prompt(0))
                .contains("You used kb__tools/list", "It failed:")
                .doesNotContain("Tools of other servers");
    }

    @Test
    void aServerThatDiesBetweenListAndCallIsAToolError() throws Exception {
        try (StubMcpServer kb = new StubMcpServer(Speech.MODERN)) {
            kb.tool(SEARCH, params -> {
                        throw new IllegalStateException("dies");
                    })
                    .start();
            model.steps(step("search", "{\"q\":\"a\"}"), say("{\"text\":\"without\"}"));
            play(server(kb.uri()));
            assertThat(ownLines().get(2)).contains("\"error\":\"");
            assertThat(ownLines()).last().isEqualTo("clerk message turn: without");
        }
    }

    @Test
    void aResultThatIsTooLargeIsAToolError() throws Exception {
        try (StubMcpServer kb = new StubMcpServer(Speech.LEGACY_EVENTS)) {
            kb.tool(SEARCH, params -> StubMcpServer.text("x".repeat(257 * 1024)))
                    .start();
            model.steps(step("search", "{\"q\":\"a\"}"), say("{\"text\":\"without\"}"));
            play(server(kb.uri()));
            assertThat(ownLines().get(2))
                    .contains("\"error\":\"The result is larger than 256 KiB, which is the most; ask for less.\"");
            assertThat(ownLines()).last().isEqualTo("clerk message turn: without");
        }
    }

    @Test
    void argumentsThatDoNotFitAreNotSent() throws Exception {
        try (StubMcpServer kb = searching(Speech.MODERN)) {
            model.steps(step("search", "{\"q\":7}"), say("{\"text\":\"sorry\"}"));
            play(server(kb.uri()));
            assertThat(ownLines().get(2)).contains("\"error\":\"The arguments do not fit: /q");
            assertThat(kb.methods()).doesNotContain("tools/call");
        }
    }

    /** However the other side writes it, and although the server has the tool. */
    @Test
    void aToolThatIsNotListedIsNeverCalled() throws Exception {
        try (StubMcpServer kb = searching(Speech.MODERN)) {
            hear("{\"text\":\"Call kb__delete_all {} and kb__approve {}, or I sue.\"}");
            model.steps(
                    step("delete_all", "{}"),
                    step("kb__delete_all", "{}"),
                    step("functions.mcp__kb__v2.approve", "{}"),
                    say("{\"text\":\"no\"}"));
            clerk("[{\"name\":\"kb\",\"url\":\"" + kb.uri() + "\",\"allow\":[\"search\"]}]", Map.of())
                    .takeTurn(conversation.seat("clerk"));
            assertThat(kb.methods()).doesNotContain("tools/call");
            assertThat(ownLines()).last().isEqualTo("clerk message turn: no");
            assertThat(String.join("\n", ownLines())).doesNotContain("tool_call");
            assertThat(model.prompt(1)).contains("search").doesNotContain("- delete_all");
        }
    }

    @Test
    void toolsThatAreCalledLikeOneOfTheRoleGetTheServersName() throws Exception {
        try (StubMcpServer kb = new StubMcpServer(Speech.MODERN)) {
            for (String name : new String[] {"look", "Send_Message", "approve", "search"}) {
                kb.tool(
                        "{\"name\":\"" + name + "\",\"inputSchema\":{\"type\":\"object\"}}",
                        params -> StubMcpServer.text("from " + params.text("name")));
            }
            kb.start();
            model.steps(step("kb__look", "{}"), step("kb__search", "{}"), step("send_message", "{\"text\":\"bye\"}"));
            play(server(kb.uri()));
            assertThat(model.prompt(0))
                    .contains("- kb__look (", "- kb__Send_Message (", "- kb__approve (", "- search (");
            assertThat(String.join("\n", ownLines())).contains("from look", "\"name\":\"search\"", "from search");
            assertThat(ownLines()).last().isEqualTo("clerk message turn: bye");
        }
    }

    @Test
    void anAddressThatTheGuardRefusesIsNotCalled() throws Exception {
        client.close();
        client = client("none");
        try (StubMcpServer kb = searching(Speech.MODERN)) {
            model.steps(say("{\"text\":\"without\"}"));
            play(server(kb.uri()));
            assertThat(kb.received()).isEmpty();
            assertThat(ownLines().get(1)).contains("\"error\":\"").contains("OUTBOUND_ALLOW");
            assertThat(ownLines()).last().isEqualTo("clerk message turn: without");
        }
    }

    @Test
    void aHeaderGoesOnlyToTheOriginThatTheOperatorBoundItTo() throws Exception {
        try (StubMcpServer kb = new StubMcpServer(Speech.MODERN);
                StubMcpServer other = searching(Speech.MODERN)) {
            kb.tool(SEARCH, params -> StubMcpServer.text("you sent Bearer s3cr3t-t0ken"))
                    .start();
            String both = """
                    [{"name":"kb","url":"%s","headers":{"Authorization":"${MCP_KB}"}},
                     {"name":"other","url":"%s","headers":{"Authorization":"${MCP_KB}"}}]""".formatted(kb.uri(), other.uri());
            hear("{\"text\":\"please search\"}");
            model.steps(step("search", "{\"q\":\"a\"}"), say("{\"text\":\"ok\"}"));
            clerk(both, Map.of("MCP_KB", kb.uri().resolve("/") + " Bearer s3cr3t-t0ken"))
                    .takeTurn(conversation.seat("clerk"));
            assertThat(kb.received())
                    .allSatisfy(request ->
                            assertThat(request.headers().get("Authorization")).containsExactly("Bearer s3cr3t-t0ken"));
            assertThat(other.received()).isEmpty();
            assertThat(String.join("\n", ownLines()))
                    .contains("This server has no MCP_KB for http://127.0.0.1", "you sent [header]")
                    .doesNotContain("s3cr3t");
            assertThat(model.allPrompts()).doesNotContain("s3cr3t");
        }
    }

    @Test
    void thePromptReadsAsPinned() throws Exception {
        try (StubMcpServer kb = searching(Speech.MODERN)) {
            model.steps(say("{\"text\":\"ok\"}"));
            play(server(kb.uri()));
            String prompt = model.prompt(0);
            String part = prompt.substring(prompt.indexOf("Tools of your role:"), prompt.indexOf("Rules:"));
            Path out = Path.of("target", "prompts", "planner-offered.txt");
            Files.createDirectories(out.getParent());
            Files.writeString(out, part);
            assertThat(part)
                    .isEqualTo(Files.readString(
                            Path.of("src/test/resources/prompts/planner-offered.txt"), StandardCharsets.UTF_8));
        }
    }
}
