package me.fhir.chitchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;
import me.fhir.chitchat.wire.RpcErrorCode;
import org.junit.jupiter.api.Test;

/** The tables of the WebSocket API's documents list what the code has. */
class WebSocketDocsTest {
    private static final Path GUIDE = Path.of("docs/websocket.md");
    private static final Path ASYNC_API = Path.of("src/main/resources/asyncapi.json");
    /** What the server answers over a WebSocket when it cannot carry out a request is {@code SERVER_ERROR}. */
    private static final JsonRpcErrorCode NOT_SENT = JsonRpcErrorCode.INTERNAL_ERROR;

    /** The first cells of the table under this head, without their backquotes. */
    private static Set<String> firstCells(String head) throws IOException {
        List<String> lines = Files.readAllLines(GUIDE);
        int start = lines.indexOf(head);
        assertThat(start).as(head).isNotNegative();
        return lines.stream()
                .skip(start + 2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1].strip().replace("`", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> texts(Stream<Integer> codes) {
        return codes.map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> errorCodes() {
        Stream<Integer> ofJsonRpc = Stream.of(JsonRpcErrorCode.values())
                .filter(code -> code != NOT_SENT)
                .map(JsonRpcErrorCode::code);
        return texts(Stream.concat(ofJsonRpc, Stream.of(RpcErrorCode.values()).map(RpcErrorCode::code)));
    }

    private static Set<String> closeCodes() {
        return texts(Stream.of(CloseCode.values()).map(CloseCode::code));
    }

    @Test
    void theGuideListsEveryMethod() throws Exception {
        Collection<String> methods = AsyncApiTest.registered().keySet();
        assertThat(firstCells("| method | params | what it does |")).isEqualTo(new TreeSet<>(methods));
    }

    @Test
    void theGuideListsEveryErrorCode() throws Exception {
        assertThat(firstCells("| code | meaning |")).isEqualTo(errorCodes());
    }

    @Test
    void theGuideListsEveryCloseCode() throws Exception {
        assertThat(firstCells("| code | meaning | what to do |")).isEqualTo(closeCodes());
    }

    @Test
    void theDescriptionForProgramsListsThemToo() throws Exception {
        JsonNode document = new ObjectMapper().readTree(ASYNC_API.toFile());
        List<String> errors = document.at("/components/schemas/ErrorCode/oneOf").findValuesAsText("const");
        assertThat(new TreeSet<>(errors)).isEqualTo(errorCodes());
        String channel = document.at("/channels").toString();
        Set<String> closing = Pattern.compile("\\b1\\d{3}\\b")
                .matcher(channel.substring(channel.indexOf("Close codes")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(closing).isEqualTo(closeCodes());
    }
}
