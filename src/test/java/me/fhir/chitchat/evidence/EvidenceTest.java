package me.fhir.chitchat.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.seat.SeatedConversation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Evidence of a conversation on a running server: what is in it, and that no change of it passes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceTest {
    private static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    private Path folder;
    private TestServer server;
    private byte[] evidence = new byte[0];

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet());
        try (RpcClient client = new RpcClient(server.webSocket())) {
            String created = client.call(
                            "createConversation",
                            "{\"meta\":{\"title\":\"A talk\",\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}]}}")
                    .get("conversationId")
                    .asText();
            send(
                    client,
                    created,
                    "a",
                    "Hello " + HOSTILE,
                    "turn",
                    ",\"attachments\":[{\"name\":\"letter.txt\","
                            + "\"contentType\":\"text/plain\",\"content\":\"a letter\"}]");
            for (int i = 0; i < 8; i++) {
                send(client, created, i % 2 == 0 ? "b" : "a", "Message " + i, "turn", "");
            }
            send(client, created, "b", "Bye", "conversation", ",\"outcome\":{\"status\":\"success\"}");
            evidence = get(created, null).body();
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static void send(
            RpcClient client, String conversation, String agent, String text, String finality, String more) {
        client.call(
                "sendMessage",
                "{\"conversationId\":" + conversation + ",\"agentId\":\"" + agent + "\",\"finality\":\"" + finality
                        + "\",\"messagePayload\":{\"text\":\"" + text + "\"" + more + "}}");
    }

    private HttpResponse<byte[]> get(String conversation, @Nullable String code)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.http("/api/conversations/" + conversation + "/evidence.zip"));
        if (code != null) {
            request.header("Authorization", "Bearer " + code);
        }
        return server.client().send(request.build(), BodyHandlers.ofByteArray());
    }

    private static Map<String, byte[]> files(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private String text(String name) throws IOException {
        return new String(files(evidence).getOrDefault(name, new byte[0]), UTF_8);
    }

    private record Verified(int code, String out) {}

    private Verified verify(byte[] archive) throws IOException {
        Path file = Files.write(folder.resolve("evidence.zip"), archive);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = VerifyCommand.verify(file, new PrintStream(out, true, UTF_8));
        return new Verified(code, out.toString(UTF_8));
    }

    /** The archive with one file changed by somebody who does not know of the manifest. */
    private byte[] with(String name, UnaryOperator<byte[]> change) throws IOException {
        Map<String, byte[]> files = files(evidence);
        files.put(name, change.apply(files.getOrDefault(name, new byte[0])));
        return zip(files);
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private byte[] withEvents(UnaryOperator<List<String>> change) throws IOException {
        return with("events.jsonl", bytes -> {
            List<String> lines =
                    new ArrayList<>(new String(bytes, UTF_8).lines().toList());
            return (String.join("\n", change.apply(lines)) + "\n").getBytes(UTF_8);
        });
    }

    @Test
    void holdsTheConversationAndFits() throws Exception {
        assertThat(files(evidence))
                .containsOnlyKeys(
                        "events.jsonl",
                        "attachments/1-letter.txt",
                        "scenario.json",
                        "verdict.json",
                        "index.html",
                        "manifest.json");
        assertThat(text("events.jsonl").lines()).hasSize(11);
        assertThat(text("attachments/1-letter.txt")).isEqualTo("a letter");
        assertThat(Json.parseObject(text("verdict.json")).text("overall")).isNotNull();
        assertThat(verify(evidence).out())
                .contains("11 events, 1 attachments, view: everything")
                .endsWith("fits.\n");
        assertThat(verify(evidence).code()).isZero();
    }

    @Test
    void readsWellAndRunsNothing() throws Exception {
        String page = text("index.html");
        assertThat(page)
                .contains(
                        "<h1>A talk</h1>", "Hello &lt;script&gt;", "letter.txt</a>", "a letter", "Message 7", "success")
                .contains("default-src 'none'")
                .doesNotContain("<script", "<img", "=\"http");
    }

    @Test
    void noticesAnyByteThatIsFlipped() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] flipped = evidence.clone();
            int place = random.nextInt(flipped.length);
            flipped[place] ^= (byte) (1 << random.nextInt(8));
            assertThat(verify(flipped).code()).as("byte %d", place).isEqualTo(1);
        }
    }

    @Test
    void namesTheEventThatWasChangedMovedAddedOrRemoved() throws Exception {
        assertThat(verify(withEvents(lines -> {
                            lines.set(4, lines.get(4).replace("Message 2", "Message 3"));
                            return lines;
                        }))
                        .out())
                .contains("seq 5: Event 5 was changed.");
        assertThat(verify(withEvents(lines -> {
                            lines.set(4, lines.get(4).replace("\"seq\":5", "\"seq:5"));
                            return lines;
                        }))
                        .out())
                .contains("seq 5: Event 5 was changed.");
        assertThat(verify(withEvents(lines -> {
                            Collections.swap(lines, 6, 7);
                            return lines;
                        }))
                        .out())
                .contains("seq 7: Event 7 is out of order: event 8 is in its place.");
        assertThat(verify(withEvents(lines -> {
                            lines.remove(2);
                            return lines;
                        }))
                        .out())
                .contains("seq 3: Event 3 is out of order: event 4 is in its place.");
        assertThat(verify(withEvents(lines -> lines.subList(0, 10))).out()).contains("seq 11: Event 11 is missing.");
        assertThat(verify(withEvents(lines -> {
                            lines.add(lines.get(10).replace("\"seq\":11", "\"seq\":12"));
                            return lines;
                        }))
                        .out())
                .contains("seq 12: Event 12 was added");
    }

    @Test
    void namesTheEventOfAChangedAttachmentAndOtherFiles() throws Exception {
        assertThat(verify(with("attachments/1-letter.txt", bytes -> "b letter".getBytes(UTF_8)))
                        .out())
                .contains("seq 2: The file attachments/1-letter.txt, which came with event 2, was changed.");
        assertThat(verify(with("verdict.json", bytes -> "{}".getBytes(UTF_8))).out())
                .contains("The file verdict.json was changed.");
        assertThat(verify(with("../../evil", bytes -> new byte[] {1})).out())
                .contains("The file ../../evil was added.");
        assertThat(Files.exists(folder.resolve("../../evil"))).isFalse();
        Map<String, byte[]> files = files(evidence);
        files.remove("scenario.json");
        assertThat(verify(zip(files)).out()).contains("The file scenario.json is missing.");
    }

    @Test
    void isNotHarmedByFilesThatAreCutOffOrSwell() throws Exception {
        for (int length : List.of(0, 10, evidence.length / 2, evidence.length - 1)) {
            assertThat(verify(Arrays.copyOf(evidence, length)).code())
                    .as("%d bytes", length)
                    .isEqualTo(1);
        }
        byte[] bomb = with("attachments/1-letter.txt", bytes -> new byte[20 << 20]);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(verify(bomb).out()).contains("seq 2:");
        byte[] manifest = with("manifest.json", bytes -> new byte[33 << 20]);
        assertThat(verify(manifest).out()).contains("larger than any");
        assertThat(VerifyCommand.verify(folder.resolve("nowhere"), System.out)).isEqualTo(2);
    }

    @Test
    void showsEachHolderOfACodeWhatItMaySee() throws Exception {
        SeatedConversation talk = SeatedConversation.create(server);
        assertThat(get(String.valueOf(talk.id()), null).statusCode()).isEqualTo(404);
        String id = String.valueOf(talk.id());
        try (RpcClient alpha = talk.connect(talk.code("alpha"))) {
            alpha.call(
                    "sendTrace",
                    "{\"conversationId\":" + id + ",\"agentId\":\"alpha\",\"tracePayload\":{\"type\":\"thought\","
                            + "\"content\":\"my own thought\"}}");
            alpha.call("sendMessage", RpcClient.message(talk.id(), "alpha", "public", "turn"));
        }
        Map<String, Boolean> tracesByCode =
                Map.of(talk.host(), true, talk.code("alpha"), true, talk.code("beta"), false, talk.watch(), false);
        for (Map.Entry<String, Boolean> holder : tracesByCode.entrySet()) {
            byte[] archive = get(id, holder.getKey()).body();
            assertThat(verify(archive).out()).contains("(active)", "Everything fits.");
            for (String name : List.of("events.jsonl", "index.html")) {
                String content = new String(files(archive).getOrDefault(name, new byte[0]), UTF_8);
                assertThat(content).contains("public").doesNotContain(holder.getKey());
                assertThat(content.contains("my own thought")).as(name).isEqualTo(holder.getValue());
            }
        }
        assertThat(verify(get(id, talk.code("beta")).body()).out()).contains("view: seat beta");
    }
}
