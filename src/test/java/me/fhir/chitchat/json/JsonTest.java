package me.fhir.chitchat.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client wrote is read as it was written, or refused with the place of the fault. */
class JsonTest {
    private static Json.Object object(String text) throws JsonSyntaxException {
        return Json.parseObject(text);
    }

    @Test
    void keepsEveryValueAsItWasWritten() throws JsonSyntaxException {
        String text = """
                { "a" : 1.50, "b": -0, "c":12345678901234567890.10, "d":1E+2 , "e":"\\u00e9\\/\\"x\\" \uD83D\uDE00",
                  "f": { "x" : [ 1 , 2.0 ] }, "g":[ ], "h":null, "i":true }""";
        Json.Object object = object(text);
        assertThat(object.members().values())
                .extracting(Json::raw)
                .containsExactly(
                        "1.50",
                        "-0",
                        "12345678901234567890.10",
                        "1E+2",
                        "\"\\u00e9\\/\\\"x\\\" \uD83D\uDE00\"",
                        "{ \"x\" : [ 1 , 2.0 ] }",
                        "[ ]",
                        "null",
                        "true");
        assertThat(object.text("e")).isEqualTo("é/\"x\" \uD83D\uDE00");
        assertThat(object.raw()).isEqualTo(text);
    }

    @Test
    void readsNestedValuesAsSlicesOfTheSameText() throws JsonSyntaxException {
        Json.Object object = object("{\"o\":{\"deep\":[{\"n\":1.0},[],\"x\"]},\"z\":2}");
        Json.Object inner = object.object("o");
        assertThat(inner).isNotNull();
        assertThat(inner.elements("deep")).extracting(Json::raw).containsExactly("{\"n\":1.0}", "[]", "\"x\"");
        assertThat(inner.nodes).isSameAs(object.nodes);
    }

    @Test
    void keepsValuesThatAreLongerThanTheParsersBuffer() throws JsonSyntaxException {
        String big = "x".repeat(100_000);
        Json.Object object =
                Json.parseObject("{\"n\":1,\"s\":\"" + big + "\",\"o\":{\"s\":\"" + big + "\"},\"z\":2.50}");
        assertThat(object.text("s")).isEqualTo(big);
        assertThat(object.raw("o")).hasSize(big.length() + 8);
        assertThat(object.raw("z")).isEqualTo("2.50");
    }

    @Test
    void keepsElementsAsTheyWereWritten() throws JsonSyntaxException {
        assertThat(((Json.Array) Json.parse("[1.0, \"a,b\" ,{\"x\":[]}]")).elements())
                .extracting(Json::raw)
                .containsExactly("1.0", "\"a,b\"", "{\"x\":[]}");
        assertThat(JsonWriter.quoted("a\"\\\n\u0000é")).isEqualTo("\"a\\\"\\\\\\n\\u0000é\"");
    }

    @Test
    void changesStringsAndNothingElse() throws JsonSyntaxException {
        Json value = Json.parse("{ \"a\" : 1.50, \"b\":[ \"x\\u0079\" , \"z\\/\", \"x\" ] }");
        assertThat(JsonStrings.changed(value, text -> text.replace("x", "\"")))
                .isEqualTo("{ \"a\" : 1.50, \"b\":[ \"\\\"y\" , \"z\\/\", \"\\\"\" ] }");
        assertThat(JsonStrings.changed(value, text -> text)).isEqualTo(value.raw());
    }

    @Test
    void distinguishesKinds() throws JsonSyntaxException {
        Json.Object object =
                object("{\"i\":7,\"d\":7.0,\"e\":7e0,\"s\":\"\",\"n\":null,\"b\":false,\"o\":{},\"a\":[]}");
        assertThat(List.of("i", "d", "e", "s", "n", "b", "o", "a", "-"))
                .extracting(name -> Json.kindOf(object.get(name)))
                .containsExactly(
                        "an integer",
                        "a decimal number",
                        "a decimal number",
                        "a string",
                        "null",
                        "a boolean",
                        "an object",
                        "a list",
                        "missing");
    }

    @Test
    void readsTheLastOfARepeatedMemberAndKeepsAllInTheText() throws JsonSyntaxException {
        Json.Object object = object("{\"a\":1,\"b\":0,\"\\u0061\":2}");
        assertThat(object.get("a")).hasToString("2");
        assertThat(object.members().keySet()).containsExactly("a", "b");
        assertThat(object.raw()).isEqualTo("{\"a\":1,\"b\":0,\"\\u0061\":2}");
    }

    @Test
    void findsAMemberByItsDecodedName() throws JsonSyntaxException {
        Json.Object object = object("{\"a\\nb\":1,\"ab\":2,\"\":3}");
        assertThat(object.get("a\nb")).hasToString("1");
        assertThat(object.get("a\\nb")).isNull();
        assertThat(object.get("ab")).hasToString("2");
        assertThat(object.get("")).hasToString("3");
        assertThat(object.get("abc")).isNull();
    }

    @Test
    void changesMembersInTheirPlaceAndTheOthersStay() throws JsonSyntaxException {
        Json.Object object = object("{ \"a\" : 1.50, \"b\":2 ,\"c\":{ \"x\": 1 }}");
        assertThat(JsonEdit.of(object).raw("b", "[0]").text()).isEqualTo("{\"a\":1.50,\"b\":[0],\"c\":{ \"x\": 1 }}");
        assertThat(JsonEdit.of(object).text("d", "\"").text())
                .isEqualTo("{\"a\":1.50,\"b\":2,\"c\":{ \"x\": 1 },\"d\":\"\\\"\"}");
        assertThat(JsonEdit.of(object).remove("a").remove("c").text()).isEqualTo("{\"b\":2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "{", "{\"a\":1", "{\"a\":nope}", "{} x", "{}{}", "[1", "{\"a\":01}", "{'a':1}", "nul", "[1,]",
                "{\"a\":1,}", "{\"a\" 1}", "{1:1}", "[,1]", "-", "1.", ".5", "1e", "+1", "\"\n\"", "\"\\x\"",
                        "\"\\u12G4\"",
                "\"\\u12", "\"abc", "\"\\", "tru", "NaN", "[1 2]", "\u00a01", "{\"a\":1 \"b\":2}", "]", "١"
            })
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOfSatisfying(JsonSyntaxException.class, e -> assertThat(e.wellFormed())
                        .isFalse());
    }

    @Test
    void saysWhereTheFaultIs() {
        assertThatThrownBy(() -> Json.parse("{\n  \"a\": 1,\n  b: 2\n}"))
                .hasMessage("expected a member's name in double quotes (line 3, column 3)");
        assertThatThrownBy(() -> Json.parse("[1, 2")).hasMessage("the text ends too early (line 1, column 6)");
        assertThatThrownBy(() -> Json.parse("{} {}"))
                .hasMessage("there is more text after the value (line 1, column 4)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "1", "null", "true"})
    void distinguishesJsonOfAnotherKindFromNoJson(String text) {
        assertThatThrownBy(() -> Json.parseObject(text))
                .isInstanceOfSatisfying(JsonSyntaxException.class, e -> assertThat(e.wellFormed())
                        .isTrue());
    }

    @Test
    void boundsDepthValuesAndDigits() throws JsonSyntaxException {
        assertThat(Json.parse("[".repeat(1_000) + "]".repeat(1_000)).kind()).isEqualTo("a list");
        assertThatThrownBy(() -> Json.parse("[".repeat(1_001) + "]".repeat(1_001)))
                .hasMessage("it is nested more than 1000 levels deep");
        assertThatThrownBy(() -> Json.parse("{\"a\":".repeat(1_000_000))).isInstanceOf(JsonSyntaxException.class);
        assertThat(Json.parse("[0" + ",0".repeat(99_998) + "]").kind()).isEqualTo("a list");
        assertThatThrownBy(() -> Json.parse("[0" + ",0".repeat(99_999) + "]"))
                .hasMessage("it holds more than 100000 values");
        assertThat(Json.parse("1".repeat(1_000)).kind()).isEqualTo("an integer");
        assertThatThrownBy(() -> Json.parse("1".repeat(1_001))).hasMessageContaining("longer than 1000 characters");
    }

    @Test
    void needsNoStackForDepth() throws Exception {
        int levels = 1_000;
        String text = "{\"a\":[".repeat(levels / 2) + "1" + "]}".repeat(levels / 2);
        AtomicReference<Object> outcome = new AtomicReference<>("not run");
        Runnable parse = () -> {
            try {
                outcome.set(Json.parse(text).kind());
            } catch (JsonSyntaxException | StackOverflowError e) {
                outcome.set(e);
            }
        };
        Thread small = new Thread(null, parse, "small stack", 16 * 1_024);
        small.start();
        small.join();
        assertThat(outcome.get()).isEqualTo("an object");
    }

    @Test
    void readsWhatWasStoredWithoutTheBoundsOfWhatIsReceived() {
        assertThat(StoredJson.parse("[0" + ",0".repeat(200_000) + "]").kind()).isEqualTo("a list");
        assertThatThrownBy(() -> StoredJson.parse("{")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> StoredJson.object("[]")).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[{}]", "{\"a\":[1,{}}", " \"{}\""})
    void refusesWithTheSameSentenceWhatIsOnlyCheckedToBeAnObject(String text) {
        assertThatThrownBy(() -> StoredJson.requireObject(text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(assertThatThrownBy(() -> StoredJson.object(text))
                        .actual()
                        .getMessage());
    }

    @Test
    void checksObjectsOfAnyDepth() {
        String deep = "{\"a\":[".repeat(500) + "1.5" + ",2]}".repeat(500);
        StoredJson.requireObject("\uFEFF " + deep);
        assertThatThrownBy(() -> StoredJson.requireObject(deep + "]")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void replacesLoneSurrogatesAndNothingElse() throws JsonSyntaxException {
        assertThat(object("{\"a\":\"\\ud83d\\ude00 \\ud800x \\udc00 \\uD83D\"}").raw())
                .isEqualTo("{\"a\":\"\\ud83d\\ude00 \\uFFFDx \\uFFFD \\uFFFD\"}");
        assertThat(object("{\"a\":\"\\ud83d\\ude00 \\ud800x\"}").text("a")).isEqualTo("\uD83D\uDE00 \uFFFDx");
        assertThat(object("{\"a\":\"\\\\ud800 stays\"}").raw()).isEqualTo("{\"a\":\"\\\\ud800 stays\"}");
        assertThat(object("{\"a\":\"\uD83D" + "\\uDE00 \uDE00 \uD83D\uDE00\"}").raw())
                .isEqualTo("{\"a\":\"\uFFFD" + "\\uFFFD \uFFFD \uD83D\uDE00\"}");
    }

    @Test
    void ignoresAByteOrderMark() throws JsonSyntaxException {
        assertThat(Json.parse("\uFEFF {\"a\":1} ").raw()).isEqualTo("{\"a\":1}");
        assertThatThrownBy(() -> Json.parse("\uFEFF\uFEFF{}")).isInstanceOf(JsonSyntaxException.class);
    }

    @Test
    void clampsIntegersToTheRangeOfALong() throws JsonSyntaxException {
        assertThat(List.of("7", "-0", "9223372036854775807", "9223372036854775808", "-" + "9".repeat(40)))
                .extracting(text -> ((Json.Number) Json.parse(text)).clampedLong())
                .containsExactly(7L, 0L, Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE);
        assertThat(((Json.Number) Json.parse("1e999")).doubleValue()).isInfinite();
    }
}
