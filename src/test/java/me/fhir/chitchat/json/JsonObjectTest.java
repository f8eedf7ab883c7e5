package me.fhir.chitchat.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
    @Test
    void keepsEveryValueAsItWasWritten() throws JsonSyntaxException {
        String text = """
                { "a" : 1.50, "b": -0, "c":12345678901234567890.10, "d":1E+2 , "e":"\\u00e9\\/\\"x\\" \uD83D\uDE00",
                  "f": { "x" : [ 1 , 2.0 ] }, "g":[ ], "h":null, "i":true }""";
        JsonObject object = JsonObject.parse(text);
        assertThat(object.raw("a")).isEqualTo("1.50");
        assertThat(object.raw("b")).isEqualTo("-0");
        assertThat(object.raw("c")).isEqualTo("12345678901234567890.10");
        assertThat(object.raw("d")).isEqualTo("1E+2");
        assertThat(object.raw("e")).isEqualTo("\"\\u00e9\\/\\\"x\\\" \uD83D\uDE00\"");
        assertThat(object.string("e")).isEqualTo("é/\"x\" \uD83D\uDE00");
        assertThat(object.raw("f")).isEqualTo("{ \"x\" : [ 1 , 2.0 ] }");
        assertThat(object.raw("g")).isEqualTo("[ ]");
        assertThat(object.text()).isEqualTo(text);
    }

    @Test
    void keepsValuesThatAreLongerThanTheParsersBuffer() throws JsonSyntaxException {
        String big = "x".repeat(100_000);
        JsonObject object =
                JsonObject.parse("{\"n\":1,\"s\":\"" + big + "\",\"o\":{\"s\":\"" + big + "\"},\"z\":2.50}");
        assertThat(object.string("s")).isEqualTo(big);
        assertThat(object.raw("o")).hasSize(big.length() + 8);
        assertThat(object.raw("z")).isEqualTo("2.50");
    }

    @Test
    void tellsKindsApart() throws JsonSyntaxException {
        JsonObject object =
                JsonObject.parse("{\"i\":7,\"d\":7.0,\"e\":7e0,\"s\":\"\",\"n\":null,\"b\":false,\"o\":{},\"a\":[]}");
        assertThat(List.of("i", "d", "e", "s", "n", "b", "o", "a", "-"))
                .extracting(object::kind)
                .containsExactly(
                        JsonKind.INTEGER,
                        JsonKind.DECIMAL,
                        JsonKind.DECIMAL,
                        JsonKind.STRING,
                        JsonKind.NULL,
                        JsonKind.BOOLEAN,
                        JsonKind.OBJECT,
                        JsonKind.ARRAY,
                        JsonKind.ABSENT);
    }

    @Test
    void setsAMemberInItsPlaceAndTheOthersStay() throws JsonSyntaxException {
        JsonObject object = JsonObject.parse("{\"a\":1.50,\"b\":2,\"c\":3}");
        assertThat(object.with("b", "[0]").text()).isEqualTo("{\"a\":1.50,\"b\":[0],\"c\":3}");
        assertThat(object.with("d", "4").text()).isEqualTo("{\"a\":1.50,\"b\":2,\"c\":3,\"d\":4}");
        assertThat(object.without("a").text()).isEqualTo("{\"b\":2,\"c\":3}");
    }

    @Test
    void ofARepeatedMemberTheLastOneCounts() throws JsonSyntaxException {
        assertThat(JsonObject.parse("{\"a\":1,\"a\":2}").raw("a")).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1", "{\"a\":nope}", "{} x", "{}{}", "[1", "{\"a\":01}", "{'a':1}", "nul"})
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> JsonObject.parse(text))
                .isInstanceOfSatisfying(JsonSyntaxException.class, e -> assertThat(e.wellFormed())
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "1", "null", "true"})
    void tellsJsonOfAnotherKindFromNoJson(String text) {
        assertThatThrownBy(() -> JsonObject.parse(text))
                .isInstanceOfSatisfying(JsonSyntaxException.class, e -> assertThat(e.wellFormed())
                        .isTrue());
    }

    @Test
    void refusesHopelesslyDeepNestingWithASentence() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> JsonObject.parse(deep)).isInstanceOf(JsonSyntaxException.class);
    }

    @Test
    void replacesLoneSurrogatesAndNothingElse() {
        assertThat(JsonText.repairSurrogates("{\"a\":\"\\ud83d\\ude00 \\ud800x \\udc00 \\uD83D\"}"))
                .isEqualTo("{\"a\":\"\\ud83d\\ude00 \\uFFFDx \\uFFFD \\uFFFD\"}");
        assertThat(JsonText.repairSurrogates("{\"a\":\"\\\\ud800 stays\"}")).isEqualTo("{\"a\":\"\\\\ud800 stays\"}");
        String plain = "{\"a\":\"\\n\\u00e9\"}";
        assertThat(JsonText.repairSurrogates(plain)).isSameAs(plain);
    }

    @Test
    void splitsAndQuotes() throws JsonSyntaxException {
        assertThat(JsonText.elements("[1.0, \"a,b\" ,{\"x\":[]}]")).containsExactly("1.0", "\"a,b\"", "{\"x\":[]}");
        assertThat(JsonText.quote("a\"\\\n\u0000é")).isEqualTo("\"a\\\"\\\\\\n\\u0000é\"");
        assertThat(JsonText.unquote("\"a\\n\\u0000é\"")).isEqualTo("a\n\u0000é");
    }
}
