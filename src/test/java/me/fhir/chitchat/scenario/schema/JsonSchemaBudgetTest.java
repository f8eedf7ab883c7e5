package me.fhir.chitchat.scenario.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonSchemaBudgetTest {
    private static final String EVERYWHERE = """
            {"$ref":"#/$defs/n","$defs":{"n":{"anyOf":[{"type":"string","pattern":"(a+)+$"},
             {"type":"array","items":{"$ref":"#/$defs/n"}},{"type":"array","contains":{"$ref":"#/$defs/n"}}]}}}""";

    private static JsonSchema schema(String text) {
        return JsonSchema.of(text).orElseThrow();
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "1" + "]".repeat(depth);
    }

    @Test
    void tellsWhatAValidationTook() throws Exception {
        List<Long> spent = new ArrayList<>();
        JsonSchema schema = schema("{\"type\":\"array\",\"items\":{\"type\":\"string\",\"pattern\":\"a*b\"}}");
        schema.mismatches("[\"aab\"]", 1_000_000, spent::add);
        schema.mismatches("[\"aab\",\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"]", 1_000_000, spent::add);
        schema.mismatches("[\"aab\"]", 1_000_000, spent::add);
        assertThat(spent.get(0)).isPositive().isLessThan(spent.get(1)).isEqualTo(spent.get(2));
    }

    @Test
    void endsARecursiveSchemaWithItsBudget() {
        List<Long> spent = new ArrayList<>();
        assertThatThrownBy(() -> schema(EVERYWHERE).mismatches(nested(60), 200_000, spent::add))
                .isInstanceOf(JsonSchema.NotValidatedException.class);
        assertThat(spent).containsExactly(200_000L);
    }

    @Test
    void addsUpThePatternsOfAValidation() {
        // Each search has an end of its own; a list of them has none.
        String value = "[" + "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaa!\",".repeat(500) + "\"b\"]";
        JsonSchema schema = schema("{\"items\":{\"anyOf\":[{\"pattern\":\"(.*)(.*)(.*)(.*)x$\"},{}]}}");
        List<Long> spent = new ArrayList<>();
        assertThatThrownBy(() -> schema.mismatches(value, 3_000_000, spent::add))
                .isInstanceOf(JsonSchema.NotValidatedException.class);
        assertThat(spent.get(0)).isGreaterThanOrEqualTo(3_000_000L);
    }

    @Test
    void countsComparisonsOfLargeValues() throws Exception {
        String list = "[" + "[1],".repeat(999) + "[2]]";
        List<Long> spent = new ArrayList<>();
        schema("{\"uniqueItems\":true}").mismatches(list, 10_000_000, spent::add);
        assertThat(spent.get(0)).isGreaterThan(50_000L);
    }
}
