package me.fhir.chitchat.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void placesCommasBetweenMembersAndElements() {
        String text = JsonWriter.object(json -> json.text("a", "x")
                .number("n", -7)
                .flag("f", false)
                .object("o", inner -> {})
                .object("p", inner -> inner.raw("r", "1.50").text("s", null))
                .texts("t", List.of("y", "z"))
                .list("l", List.of(1, 2), (element, n) -> element.beginObject()
                        .number("n", n)
                        .endObject())
                .optionalText("absent", null));
        assertThat(text)
                .isEqualTo("{\"a\":\"x\",\"n\":-7,\"f\":false,\"o\":{},\"p\":{\"r\":1.50,\"s\":null},"
                        + "\"t\":[\"y\",\"z\"],\"l\":[{\"n\":1},{\"n\":2}]}");
        assertThat(JsonWriter.list(List.<String>of(), JsonWriter::text)).isEqualTo("[]");
    }

    @Test
    void escapesWhatMustBeEscapedAndNothingElse() throws JsonSyntaxException {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x300; c++) {
            all.append(c);
        }
        String value = all.append("\uD83D\uDE00 end").toString();
        String text = new JsonWriter().text(value).toString();
        assertThat(text)
                .startsWith("\"\\u0000\\u0001")
                .contains("\\b\\t\\n\\u000B\\f\\r", "\\u001F !\\\"#", "[\\\\]", "/0", "é");
        assertThat(((Json.Text) Json.parse(text)).value()).isEqualTo(value);
    }

    @Test
    void goesOnBehindAPieceThatWasTaken() {
        JsonWriter json =
                new JsonWriter().beginObject().name("events").beginList().number(1);
        assertThat(json.take()).isEqualTo("{\"events\":[1");
        assertThat(json.number(2).take()).isEqualTo(",2");
        assertThat(json.endList().endObject().take()).isEqualTo("]}");
    }

    @Test
    void writesParsedValuesAsTheyWereWritten() throws JsonSyntaxException {
        Json.Object object = Json.parseObject("{\"a\": [1.0, 2 ] ,\"b\":3}");
        assertThat(new JsonWriter().values(object.members().values(), JsonWriter::value))
                .hasToString("[[1.0, 2 ],3]");
    }

    @Test
    void writesParsedValuesWithoutWhiteSpaceAndWithTheirDigits() throws JsonSyntaxException {
        Json value = Json.parse(" { \"a\" : [ 1.50 , 1E+2, -0 ] , \"b\":\"\\u00e9\\/\", \"a\": {\"x\" : null} } ");
        assertThat(CompactJson.of(value)).isEqualTo("{\"a\":{\"x\":null},\"b\":\"é/\"}");
        assertThat(CompactJson.of(Json.parse("[ 1.50 , 1E+2, -0 , true ]"))).isEqualTo("[1.50,1E+2,-0,true]");
    }

    @Test
    void writesListsOfObjects() {
        String text = JsonWriter.object(json -> json.objects("l", List.of("x", "y"), (each, s) -> each.text("s", s)));
        assertThat(text).isEqualTo("{\"l\":[{\"s\":\"x\"},{\"s\":\"y\"}]}");
    }
}
