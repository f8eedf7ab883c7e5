package me.fhir.chitchat.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** Reads YAML, of which JSON is a part, as the JSON that it stands for. */
public final class YamlText {
    private static final ObjectMapper MAPPER =
            new ObjectMapper(YAMLFactory.builder().build()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private YamlText() {}

    /**
     * Parses a document that holds an object.
     *
     * @throws JsonSyntaxException when it is not YAML, or another kind of value
     */
    public static Json.Object object(String text) throws JsonSyntaxException {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw JsonSyntaxException.malformed(
                    e.getOriginalMessage().lines().findFirst().orElse("") + where);
        }
        if (tree == null || !tree.isObject()) {
            throw JsonSyntaxException.wrongKind("expected an object");
        }
        return Json.parseObject(tree.toString());
    }
}
