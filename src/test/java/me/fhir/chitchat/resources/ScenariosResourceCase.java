package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonWriter;

/** Calls of the scenarios' resource at the server of a test class. */
abstract class ScenariosResourceCase {
    static final AtomicInteger IDS = new AtomicInteger();

    abstract RestServer server();

    static String tag(HttpResponse<?> answer) {
        return answer.headers().firstValue("ETag").orElse("");
    }

    String create(String tags) {
        String id = id();
        assertThat(server().json("POST", "/scenarios", "{\"name\":\"N\",\"config\":" + configTagged(id, tags) + "}")
                        .statusCode())
                .isEqualTo(201);
        return id;
    }

    HttpResponse<String> create(String id, String more) {
        return server().json("POST", "/scenarios", "{\"name\":\"N\",\"config\":" + config(id, more) + "}");
    }

    static String config(String id, String more) {
        return "{\"metadata\":{\"id\":" + JsonWriter.quoted(id)
                + ",\"title\":\"T\"},\"agents\":[{\"agentId\":\"alpha\"}]" + more + "}";
    }

    static String configTagged(String id, String tags) {
        return config(id, "").replace("\"title\"", "\"tags\":[\"" + tags + "\"],\"title\"");
    }

    static String id() {
        return "scen-" + IDS.incrementAndGet();
    }

    static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static Json.Object object(HttpResponse<String> answer) {
        try {
            return Json.parseObject(answer.body());
        } catch (JsonSyntaxException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
