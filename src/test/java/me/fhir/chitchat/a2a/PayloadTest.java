package me.fhir.chitchat.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    private static IncomingMessage read(A2aVersion version, String message) throws JsonSyntaxException {
        return IncomingMessage.read(
                version, A2aParams.of(Json.parseObject(message), "params.message", new UsedTolerances()));
    }

    private static IncomingMessage old(String parts) throws JsonSyntaxException {
        return read(A2aVersion.V0_3, "{\"role\":\"user\",\"messageId\":\"m1\",\"parts\":" + parts + "}");
    }

    private static IncomingMessage current(String parts) throws JsonSyntaxException {
        return read(A2aVersion.V1_0, "{\"role\":\"ROLE_USER\",\"messageId\":\"m1\",\"parts\":" + parts + "}");
    }

    private static JsonNode payload(IncomingMessage message) {
        return A2aServer.json(Payload.of(message).text());
    }

    @Test
    void joinsTextsByABlankLine() throws Exception {
        JsonNode payload = payload(old("[{\"kind\":\"text\",\"text\":\"a\"},{\"kind\":\"text\",\"text\":\"b\"}]"));
        assertThat(payload.get("text").asText()).isEqualTo("a\n\nb");
        assertThat(payload.has("attachments")).isFalse();
        assertThat(payload.at("/a2a/messageId").asText()).isEqualTo("m1");
    }

    @Test
    void keepsTextFilesAsTextAndOthersAsBase64() throws Exception {
        JsonNode attachments = payload(
                        current("[{\"raw\":\"w6Q=\",\"filename\":\"u.txt\",\"mediaType\":\"text/plain\"},"
                                + "{\"raw\":\"_-8\",\"mediaType\":\"image/png\"},{\"data\":[1.50,null]}]"))
                .get("attachments");
        assertThat(attachments.get(0).toString())
                .isEqualTo("{\"name\":\"u.txt\",\"contentType\":\"text/plain\",\"content\":\"ä\"}");
        assertThat(attachments.get(1).toString())
                .isEqualTo("{\"name\":\"file-2\",\"contentType\":\"image/png\",\"content\":\"/+8=\","
                        + "\"encoding\":\"base64\"}");
        assertThat(attachments.get(2).toString())
                .isEqualTo("{\"name\":\"data-3.json\",\"contentType\":\"application/json\","
                        + "\"content\":\"[1.50,null]\"}");
    }

    @Test
    void keepsAddressesWithoutFetchingThem() throws Exception {
        JsonNode attachment = payload(old("[{\"kind\":\"file\",\"file\":{\"uri\":\"https://e.example/x\","
                        + "\"mimeType\":\"image/png\",\"name\":\"x\"}}]"))
                .at("/attachments/0");
        assertThat(attachment.toString())
                .isEqualTo("{\"name\":\"x\",\"contentType\":\"text/uri-list\",\"content\":\"https://e.example/x\","
                        + "\"url\":\"https://e.example/x\",\"mediaType\":\"image/png\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "data:text/html,<b>x</b>", "file:///etc/passwd", " https://e.example"})
    void addressesThatAPageCouldRunAreKeptAsTextOnly(String address) throws Exception {
        JsonNode attachment = payload(old("[{\"kind\":\"file\",\"file\":{\"uri\":\"" + address + "\"}}]"))
                .at("/attachments/0");
        assertThat(attachment.path("content").asText()).isEqualTo(address);
        assertThat(attachment.has("url")).isFalse();
    }

    @Test
    void keyIsTheMessageIdAndItsParts() throws Exception {
        String key = payload(old("[{\"kind\":\"text\",\"text\":\"a\"}]"))
                .get("clientRequestId")
                .asText();
        assertThat(key).startsWith("m1#");
        assertThat(payload(current("[ {\"text\" : \"a\"} ]"))
                        .get("clientRequestId")
                        .asText())
                .isEqualTo(key);
        assertThat(payload(current("[{\"text\":\"b\"}]")).get("clientRequestId").asText())
                .isNotEqualTo(key);
    }

    @Test
    void skipsUnknownPartsBesideKnownOnes() throws Exception {
        assertThat(old("[{\"kind\":\"hologram\"},{\"kind\":\"text\",\"text\":\"a\"}]")
                        .parts())
                .containsExactly(new Part.TextPart("a"));
        assertThat(current("[{\"hologram\":1},{\"text\":\"a\"}]").parts()).containsExactly(new Part.TextPart("a"));
    }

    @Test
    void refusesPartsThatAreWrong() {
        for (String parts : new String[] {
            "[]",
            "{}",
            "[1]",
            "null",
            "[{\"kind\":\"hologram\"}]",
            "[{\"kind\":\"text\"}]",
            "[{\"kind\":\"text\",\"text\":1}]",
            "[{\"kind\":\"file\",\"file\":{}}]",
            "[{\"kind\":\"file\",\"file\":{\"bytes\":\"*\"}}]",
            "[{\"kind\":\"file\",\"file\":{\"bytes\":\"AA==\",\"uri\":\"x:y\"}}]",
            "[{\"kind\":\"data\",\"data\":1}]"
        }) {
            assertThatThrownBy(() -> old(parts)).as(parts).isInstanceOfSatisfying(A2aException.class, e -> assertThat(
                            e.error())
                    .isEqualTo(A2aError.INVALID_PARAMS));
        }
        for (String parts : new String[] {
            "[]", "[{}]", "[{\"text\":\"a\",\"raw\":\"AA==\"}]", "[{\"text\":1}]", "[{\"raw\":\"?\"}]", "[{\"url\":{}}]"
        }) {
            assertThatThrownBy(() -> current(parts))
                    .as(parts)
                    .isInstanceOfSatisfying(
                            A2aException.class, e -> assertThat(e.error()).isEqualTo(A2aError.INVALID_PARAMS));
        }
    }

    @Test
    void refusesAnyRoleButTheUsers() {
        for (String role : new String[] {"agent", "ROLE_AGENT", "", "someone"}) {
            assertThatThrownBy(() -> read(
                            A2aVersion.V1_0,
                            "{\"role\":\"" + role + "\",\"messageId\":\"m\",\"parts\":[{\"text\":\"a\"}]}"))
                    .hasMessageContaining("ROLE_USER");
        }
    }

    private static Map<Tolerance, String> tolerated(A2aVersion version, String message) throws JsonSyntaxException {
        UsedTolerances tolerances = new UsedTolerances();
        List<Part> parts = IncomingMessage.read(
                        version, A2aParams.of(Json.parseObject(message), "params.message", tolerances))
                .parts();
        assertThat(parts)
                .containsExactly(
                        new Part.TextPart("a"),
                        new Part.FileBytes("n", "t", "AA=="),
                        new Part.DataPart(null, null, "{\"x\":1}"));
        return tolerances.used();
    }

    @Test
    void readsThePartsOfEitherVersionAndNotesThoseOfTheOther() throws Exception {
        String old = "\"parts\":[{\"kind\":\"text\",\"text\":\"a\"},{\"kind\":\"file\",\"file\":{\"bytes\":\"AA==\","
                + "\"mimeType\":\"t\",\"name\":\"n\"}},{\"kind\":\"data\",\"data\":{\"x\":1}}]}";
        String current = "\"parts\":[{\"text\":\"a\"},{\"raw\":\"AA==\",\"mediaType\":\"t\",\"filename\":\"n\"},"
                + "{\"data\":{\"x\":1}}]}";
        String userOld = "{\"kind\":\"message\",\"messageId\":\"m\",\"role\":\"user\",";
        String userCurrent = "{\"messageId\":\"m\",\"role\":\"ROLE_USER\",";
        assertThat(tolerated(A2aVersion.V0_3, userOld + old)).isEmpty();
        assertThat(tolerated(A2aVersion.V1_0, userCurrent + current)).isEmpty();
        assertThat(tolerated(A2aVersion.V0_3, userOld + current)).containsOnlyKeys(Tolerance.MESSAGE_SHAPE);
        assertThat(tolerated(A2aVersion.V1_0, userCurrent + old)).containsOnlyKeys(Tolerance.MESSAGE_SHAPE);
        assertThat(tolerated(A2aVersion.V0_3, userOld + old.replace("\"kind\"", "\"type\"")))
                .containsOnlyKeys(Tolerance.MESSAGE_SHAPE);
        assertThat(tolerated(A2aVersion.V0_3, userCurrent + current))
                .containsEntry(Tolerance.MESSAGE_SHAPE, "params.message.role \"ROLE_USER\" in A2A 0.3");
        assertThat(tolerated(A2aVersion.V0_3, "{\"messageId\":\"m\"," + old))
                .containsEntry(Tolerance.MESSAGE_SHAPE, "params.message without role in A2A 0.3");
        assertThat(tolerated(
                        A2aVersion.V0_3,
                        userCurrent
                                + "\"content\":[{\"text\":\"a\"},{\"file\":{\"fileWithBytes\":\"AA==\",\"mimeType\":"
                                + "\"t\",\"name\":\"n\"}},{\"data\":{\"data\":{\"x\":1}}}]}"))
                .containsOnlyKeys(Tolerance.MESSAGE_SHAPE);
    }
}
