package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Exceptions of every kind are caught in known places only, and each says why. */
class BroadCatchTest {
    private static final Path SOURCES = Path.of("src/main/java/me/fhir/chitchat");
    private static final Pattern BROAD =
            Pattern.compile("catch \\((?=[^)]*\\b(?:RuntimeException|Exception|Throwable)\\b)[\\w.| ]+ \\w+\\) \\{");

    /** How many there are in which class. A listener or a task belongs in {@code Boundary} instead of here. */
    private static final String ALLOWED = """
            ServerStartCommand 1
            a2a/A2aResponse 3
            a2a/Contexts 1
            a2a/PlainExchange 1
            a2a/StreamRegistry 2
            a2a/TaskStream 1
            agent/AgentRestarts 1
            agent/AgentTakeovers 1
            agent/HostedAgent 1
            agent/planner/PlannerTurn 1
            bridge/LongPoll 1
            db/GroupCommitWriter 3
            db/NotificationListener 1
            db/SharedCommitReader 1
            db/WriteItem 1
            db/WriterConnection 3
            db/file/NativeLibrary 1
            db/predecessor/PredecessorUpgrade 1
            db/sql/Migrations 1
            http/admission/BudgetedRequest 2
            http/response/NonBlockingResponse 1
            llm/FileCallLog 1
            mcp/McpFilter 1
            mcp/McpTransport 1
            outbound/OutboundClient 2
            outbound/OutboundStream 1
            plainhttp/SeatResponses 2
            runtime/concurrent/Boundary 1
            runtime/concurrent/SerialAction 1
            runtime/launch/ProcessImage 1
            runtime/lifecycle/LoopbackServer 2
            scenario/schema/JsonSchema 2
            testrun/ManyRuns 2
            testrun/ServerConversations 1
            websocket/ReadAhead 1
            websocket/RequestDispatcher 1
            world/PlayerQueue 1
            """;

    private static Map<String, List<String>> sources() throws IOException {
        Map<String, List<String>> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name =
                        SOURCES.relativize(file).toString().replace('\\', '/').replace(".java", "");
                sources.put(name, Files.readAllLines(file));
            }
        }
        return sources;
    }

    private static boolean isBroad(String line) {
        return BROAD.matcher(line).find();
    }

    @Test
    void broadCatchesAreInTheListOnly() throws Exception {
        Map<String, Long> found = new TreeMap<>();
        sources().forEach((name, lines) -> {
            long broad = lines.stream().filter(BroadCatchTest::isBroad).count();
            if (broad > 0) {
                found.put(name, broad);
            }
        });
        Map<String, Long> allowed = new TreeMap<>();
        ALLOWED.lines().map(line -> line.split(" ", 2)).forEach(row -> allowed.put(row[0], Long.valueOf(row[1])));
        assertThat(found).isEqualTo(allowed);
    }

    @Test
    void eachBeginsWithItsReason() throws Exception {
        sources().forEach((name, lines) -> {
            for (int i = 0; i < lines.size(); i++) {
                if (isBroad(lines.get(i))) {
                    assertThat(lines.get(i + 1).strip())
                            .as("%s:%d", name, i + 2)
                            .startsWith("// ");
                }
            }
        });
    }
}
