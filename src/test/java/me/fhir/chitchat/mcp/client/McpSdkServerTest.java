package me.fhir.chitchat.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import me.fhir.chitchat.agent.planner.ToolServers.ServerTool;
import me.fhir.chitchat.agent.planner.ToolServers.ToolListing;
import me.fhir.chitchat.agent.planner.ToolServers.ToolReturn;
import me.fhir.chitchat.agent.planner.ToolServers.ToolServer;
import me.fhir.chitchat.conversation.McpServerSetting;
import me.fhir.chitchat.outbound.AllowList;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundConfiguration;
import me.fhir.chitchat.outbound.OutboundGuard;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server of the MCP project's own Java SDK, with sessions and event streams. */
class McpSdkServerTest {
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Server jetty = new Server();
    private McpSyncServer mcp;
    private OutboundClient client;
    private ToolServer server;

    @BeforeEach
    void start() throws Exception {
        JacksonMcpJsonMapper mapper = new JacksonMcpJsonMapper(new ObjectMapper());
        HttpServletStreamableServerTransportProvider transport =
                new HttpServletStreamableServerTransportProvider.Builder()
                        .jsonMapper(mapper)
                        .mcpEndpoint("/mcp")
                        .build();
        Tool search =
                Tool.builder("search", mapper, """
                        {"type":"object","properties":{"q":{"type":"string"}},"required":["q"]}""").description("Searches.").build();
        mcp = McpServer.sync(transport)
                .jsonMapper(mapper)
                .jsonSchemaValidator(new DefaultJsonSchemaValidator())
                .serverInfo("kb", "1")
                .toolCall(search, (exchange, call) -> CallToolResult.builder()
                        .addTextContent("found " + call.arguments().get("q"))
                        .isError("nothing".equals(call.arguments().get("q")))
                        .build())
                .build();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(transport);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/mcp/*");
        jetty.setHandler(context);
        jetty.start();
        client = new OutboundClient(
                new OutboundGuard(AllowList.of("local"), InetAddress::getAllByName),
                new OutboundConfiguration(null, null, null),
                new MetricRegistry(),
                workers);
        URI url = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/mcp");
        server = new McpToolServers(client, Map.of()).at(new McpServerSetting("kb", url, Map.of(), null));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        mcp.close();
        jetty.stop();
        workers.shutdownNow();
    }

    @Test
    void listsAndCallsItsTools() throws Exception {
        ToolListing listing = server.list();
        assertThat(listing.problem()).isNull();
        assertThat(listing.tools()).extracting(ServerTool::name).containsExactly("search");
        ServerTool search = listing.tools().get(0);
        assertThat(search.description()).isEqualTo("Searches.");
        assertThat(search.inputSchema()).contains("\"required\":[\"q\"]");
        assertThat(server.call(search, "{\"q\":\"knee\"}"))
                .isEqualTo(new ToolReturn(
                        false, "{\"name\":\"search.txt\",\"contentType\":\"text/plain\",\"content\":\"found knee\"}"));
        assertThat(server.call(search, "{\"q\":\"nothing\"}")).isEqualTo(new ToolReturn(true, "found nothing"));
    }

    @Test
    void anUnknownToolIsAnError() throws Exception {
        ToolReturn unknown = server.call(new ServerTool("ghost", "", "{}"), "{}");
        assertThat(unknown.failed()).isTrue();
        assertThat(unknown.text()).startsWith("The server answered with the error -32602");
    }
}
