package me.fhir.chitchat.plainhttp;

import static org.assertj.core.api.Assertions.assertThat;

import me.fhir.chitchat.http.html.Html;
import me.fhir.chitchat.json.StoredJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolFieldTest {
    private static String form(String schema) {
        Html html = new Html();
        ToolField.of(StoredJson.object(schema)).forEach(field -> field.write(html, "t"));
        return html.toString();
    }

    private static String field(String schema) {
        return form("{\"properties\":{\"a\":" + schema + "}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'string'} | <input id='tool-t-a' name='a' data-type='string' type='text' dir='auto'>",
                "{'type':'string','format':'date'} | type='date'",
                "{'type':'string','maxLength':4000} | <textarea id='tool-t-a' name='a' data-type='string'",
                "{'type':'integer','minimum':1,'maximum':9} | type='number' dir='auto' step='1' min='1' max='9'",
                "{'type':'number'} | step='any'",
                "{'type':'boolean'} | <input type='checkbox' name='a' data-type='boolean'",
                "{'type':'string','enum':['x','<y>']} | <option>x</option><option>&lt;y&gt;</option></select>",
                "{'enum':['x']} | <option>x</option>",
                "{'type':'array','items':{}} | <label for='tool-t-a'>a (optional), as JSON</label><textarea",
                "{'type':['string','null']} | data-type='json'",
                "{} | data-type='json'",
                "true | data-type='json'",
                "{'type':'string','description':'<b>'} | <p class='help' dir='auto'>&lt;b&gt;</p>"
            })
    void makesAFieldOfASchema(String schema, String html) {
        assertThat(field(schema.replace('\'', '"'))).contains(html.replace('\'', '"'));
    }

    @Test
    void asksForWhatIsRequiredAndForNothingElse() {
        String form = form("{\"required\":[\"b\"],\"properties\":{\"a\":{\"type\":\"string\",\"enum\":[\"x\"]},"
                + "\"b\":{\"type\":\"string\",\"enum\":[\"x\"]}}}");
        assertThat(form)
                .contains("a (optional)", "<option value=\"\"></option>", ">b</label>")
                .containsOnlyOnce("required=\"\"")
                .containsOnlyOnce("<option value=\"\">");
        assertThat(form("{}")).isEqualTo(new Html().toString());
    }

    @Test
    void namesOfArgumentsAreNoMarkup() {
        assertThat(form("{\"properties\":{\"\\\"><script>\":{\"type\":\"string\"}}}"))
                .doesNotContain("<script>")
                .contains("name=\"&quot;&gt;&lt;script&gt;\"");
    }
}
