package me.fhir.chitchat.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {
    private static final String TEXT = """
            {"title":"x","empty":"","turns":3,"share":0.5,"on":true,"nothing":null,
             "agents":[{"id":"a"},7,{"id":false}],"tags":["t",1],"config":{"policy":9}}""";

    private final List<String> faults = new ArrayList<>();
    private final JsonFields collecting =
            JsonFields.parse(TEXT, "meta", (path, problem) -> faults.add(path + ": " + problem));
    private final JsonFields throwing =
            JsonFields.parse(TEXT, "meta", JsonFaults.throwing(IllegalArgumentException::new));
    private final JsonFields lenient = JsonFields.parse(TEXT, "", JsonFaults.IGNORED);

    @Test
    void readsWhatIsThere() {
        assertThat(throwing.text("title")).isEqualTo("x");
        assertThat(throwing.name("title")).isEqualTo("x");
        assertThat(throwing.text("empty")).isEmpty();
        assertThat(throwing.integer("turns")).isEqualTo(3);
        assertThat(throwing.optionalInteger("turns", 1, 3)).isEqualTo(3);
        assertThat(throwing.optionalNumber("share", 0, 1)).isEqualTo(0.5);
        assertThat(throwing.flag("on", false)).isTrue();
        assertThat(throwing.optionalText("nothing")).isNull();
        assertThat(throwing.optionalInteger("absent")).isNull();
        assertThat(throwing.flag("absent", true)).isTrue();
        assertThat(throwing.optionalObject("absent")).isNull();
        assertThat(throwing.optionalTexts("nothing")).isNull();
        assertThat(throwing.objectOrEmpty("absent").has("x")).isFalse();
    }

    @Test
    void throwsTheFirstFaultWithItsPath() {
        assertThatThrownBy(() -> throwing.text("turns"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("meta.turns must be a string; it is an integer.");
        assertThatThrownBy(() -> throwing.text("absent")).hasMessage("meta.absent must be a string; it is missing.");
        assertThatThrownBy(() -> throwing.name("empty")).hasMessage("meta.empty must not be empty.");
        assertThatThrownBy(() -> throwing.object("config").text("policy"))
                .hasMessage("meta.config.policy must be a string; it is an integer.");
        assertThatThrownBy(() -> throwing.objects("agents"))
                .hasMessage("meta.agents.1 must be an object; it is an integer.");
        assertThatThrownBy(() -> throwing.optionalInteger("turns", 4, 9))
                .hasMessage("meta.turns must be an integer from 4 to 9; it is 3.");
        assertThatThrownBy(() -> JsonFields.parse("[", "meta", JsonFaults.throwing(IllegalArgumentException::new)))
                .hasMessageStartingWith("meta must be an object, but is not JSON: the text ends too early");
    }

    @Test
    void collectsEveryFaultOnce() {
        assertThat(collecting.text("turns")).isEmpty();
        assertThat(collecting.integer("share")).isZero();
        assertThat(collecting.flag("title", true)).isTrue();
        collecting.objects("agents").forEach(agent -> agent.name("id"));
        assertThat(collecting.texts("tags")).containsExactly("t");
        collecting.object("title").object("inner").text("deeper");
        assertThat(faults)
                .containsExactly(
                        "meta.turns: must be a string; it is an integer",
                        "meta.share: must be an integer; it is a decimal number",
                        "meta.title: must be true or false; it is a string",
                        "meta.agents.1: must be an object; it is an integer",
                        "meta.agents.2.id: must be a string; it is a boolean",
                        "meta.tags.1: must be a string; it is an integer",
                        "meta.title: must be an object; it is a string");
    }

    @Test
    void readsWhatIsWrongAsMissingWhenFaultsAreIgnored() {
        assertThat(lenient.text("turns")).isEmpty();
        assertThat(lenient.optionalText("turns")).isNull();
        assertThat(lenient.optionalInteger("title")).isNull();
        assertThat(lenient.list("title")).isEmpty();
        assertThat(lenient.object("title").objects("x")).isEmpty();
        assertThat(lenient.path("title")).isEqualTo("title");
    }
}
