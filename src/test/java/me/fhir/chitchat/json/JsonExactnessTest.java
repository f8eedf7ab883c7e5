package me.fhir.chitchat.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody wrote passes through as it was written. */
class JsonExactnessTest {
    @Test
    void keepsEveryValueAsItWasWritten() throws JsonSyntaxException {
        String text = """
                { "a" : 1.50, "b": -0, "c":12345678901234567890.10, "d":1E+2 , "e":"\\u00e9\\/\\"x\\" \uD83D\uDE00",
                  "f": { "x" : [ 1 , 2.0 ] }, "g":[ ], "h":null, "i":true }""";
        Json.Object object = Json.parseObject(text);
        assertThat(object.raw("a")).isEqualTo("1.50");
        assertThat(object.raw("b")).isEqualTo("-0");
        assertThat(object.raw("c")).isEqualTo("12345678901234567890.10");
        assertThat(object.raw("d")).isEqualTo("1E+2");
        assertThat(object.raw("e")).isEqualTo("\"\\u00e9\\/\\\"x\\\" \uD83D\uDE00\"");
        assertThat(object.text("e")).isEqualTo("é/\"x\" \uD83D\uDE00");
        assertThat(object.raw("f")).isEqualTo("{ \"x\" : [ 1 , 2.0 ] }");
        assertThat(object.raw("g")).isEqualTo("[ ]");
        assertThat(object.raw()).isEqualTo(text.strip());
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
    void distinguishesKinds() throws JsonSyntaxException {
        Json.Object object =
                Json.parseObject("{\"i\":7,\"d\":7.0,\"e\":7e0,\"s\":\"\",\"n\":null,\"b\":false,\"o\":{},\"a\":[]}");
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
    void setsAMemberInItsPlaceAndTheOthersStay() throws JsonSyntaxException {
        Json.Object object = Json.parseObject("{\"a\":1.50,\"b\":2,\"c\":3}");
        assertThat(JsonEdit.of(object).raw("b", "[0]").text()).isEqualTo("{\"a\":1.50,\"b\":[0],\"c\":3}");
        assertThat(JsonEdit.of(object).raw("d", "4").text()).isEqualTo("{\"a\":1.50,\"b\":2,\"c\":3,\"d\":4}");
        assertThat(JsonEdit.of(object).remove("a").text()).isEqualTo("{\"b\":2,\"c\":3}");
    }

    @Test
    void ofARepeatedMemberTheLastOneCounts() throws JsonSyntaxException {
        assertThat(Json.parseObject("{\"a\":1,\"a\":2}").raw("a")).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1", "{\"a\":nope}", "{} x", "{}{}", "[1", "{\"a\":01}", "{'a':1}", "nul"})
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> Json.parseObject(text))
                .isInstanceOfSatisfying(JsonSyntaxException.class, e -> assertThat(e.wellFormed())
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "1", "null", "true"})
    void distinguishesJsonOfAnotherKindFromNoJson(String text) {
        assertThatThrownBy(() -> Json.parseObject(text))
                .isInstanceOfSatisfying(JsonSyntaxException.class, e -> assertThat(e.wellFormed())
                        .isTrue());
    }

    @Test
    void refusesHopelesslyDeepNestingWithASentence() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> Json.parseObject(deep)).isInstanceOf(JsonSyntaxException.class);
    }

    @Test
    void replacesLoneSurrogatesAndNothingElse() throws JsonSyntaxException {
        assertThat(Json.parse("{\"a\":\"\\ud83d\\ude00 \\ud800x \\udc00 \\uD83D\"}")
                        .raw())
                .isEqualTo("{\"a\":\"\\ud83d\\ude00 \\uFFFDx \\uFFFD \\uFFFD\"}");
        assertThat(Json.parse("{\"a\":\"\\\\ud800 stays\"}").raw()).isEqualTo("{\"a\":\"\\\\ud800 stays\"}");
        assertThat(Json.parse("{\"a\":\"\\n\\u00e9\"}").raw()).isEqualTo("{\"a\":\"\\n\\u00e9\"}");
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
}
