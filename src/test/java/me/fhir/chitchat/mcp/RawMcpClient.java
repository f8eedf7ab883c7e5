package me.fhir.chitchat.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.bridge.BridgeServer;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.PlainJson;
import org.jspecify.annotations.Nullable;

/** Speaks raw MCP to one address of a bridge. */
record RawMcpClient(BridgeServer server, String config64) {
    /** Two rounds: an answer with a document after a first line, then the end. */
    static final String SCRIPTED = """
            {"title":"Knee MRI","agents":[
              {"id":"clinic"},
              {"id":"payer","agentClass":"script","config":{"script":{"name":"payer","turns":[
                [{"kind":"post","text":"One moment.","finality":"none"},
                 {"kind":"post","text":"Here is the policy.","attachments":[
                   {"name":"policy.md","contentType":"text/markdown","content":"# Policy ä","summary":"The policy"},
                   {"name":"seal.bin","contentType":"application/octet-stream","content":"/wA=","encoding":"base64"}]}],
                [{"kind":"switch","on":"text","cases":[{"contains":"letter","do":[
                    {"kind":"post","text":"Approved.","finality":"conversation",
                     "outcome":{"status":"success","reason":"criteria met"}}]}],
                  "otherwise":[{"kind":"post","text":"What is missing is the letter."}]}]]}}}],
             "startingAgentId":"clinic"}
            """;

    static RawMcpClient scripted(BridgeServer server) {
        return new RawMcpClient(server, BridgeServer.config64(SCRIPTED));
    }

    String path() {
        return "/bridge/" + config64 + "/mcp";
    }

    HttpResponse<String> post(String body, String... headers) {
        return server.post(path(), body, headers);
    }

    HttpResponse<String> request(String method, String params, String... headers) {
        return post("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}", headers);
    }

    /** Calls a tool and gives its result. */
    Map<?, ?> call(String tool, String arguments) {
        HttpResponse<String> answer =
                request("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<?, ?> result = at(json(answer), "result");
        if (Boolean.FALSE.equals(result.get("isError"))) {
            Map<?, ?> content = (Map<?, ?>) list(result, "content").get(0);
            assertThat(parse(String.valueOf(content.get("text")))).isEqualTo(result.get("structuredContent"));
        }
        return result;
    }

    /** Calls a tool that must succeed and gives the value. */
    Map<?, ?> value(String tool, String arguments) {
        Map<?, ?> result = call(tool, arguments);
        assertThat(result.get("isError")).as("%s", result).isEqualTo(false);
        return at(result, "structuredContent");
    }

    /** Calls a tool that must fail and gives its sentence. */
    String failure(String tool, String arguments) {
        Map<?, ?> result = call(tool, arguments);
        assertThat(result.get("isError")).as("%s", result).isEqualTo(true);
        return String.valueOf(((Map<?, ?>) list(result, "content").get(0)).get("text"));
    }

    String begin() {
        return String.valueOf(value("begin_chat_thread", "{}").get("conversationId"));
    }

    Map<?, ?> say(String handle, String text) {
        return value(
                "send_message_to_chat_thread",
                "{\"conversationId\":\"" + handle + "\",\"message\":" + JsonWriter.quoted(text) + "}");
    }

    /** Asks for replies until the others have finished. */
    Map<?, ?> settled(String handle) {
        for (int i = 0; i < 20; i++) {
            Map<?, ?> replies = value("check_replies", "{\"conversationId\":\"" + handle + "\",\"waitMs\":20000}");
            if (!"working".equals(replies.get("status"))) {
                return replies;
            }
        }
        throw new AssertionError("the others never finish");
    }

    static Map<?, ?> json(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        return parse(answer.body());
    }

    static Map<?, ?> parse(String text) {
        try {
            return PlainJson.map(Json.parseObject(text));
        } catch (JsonSyntaxException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    static Map<?, ?> at(Map<?, ?> object, String name) {
        return (Map<?, ?>) value(object, name);
    }

    static List<?> list(Map<?, ?> object, String name) {
        return (List<?>) value(object, name);
    }

    static Object value(Map<?, ?> object, String name) {
        @Nullable Object value = object.get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " in " + object);
        }
        return value;
    }

    static void assertError(HttpResponse<String> answer, int status, int code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        Map<?, ?> json = json(answer);
        assertThat(json.get("jsonrpc")).isEqualTo("2.0");
        assertThat(json.containsKey("id")).isTrue();
        assertThat(at(json, "error").get("code")).as(answer.body()).isEqualTo(code);
        assertThat(String.valueOf(at(json, "error").get("message"))).endsWith(".");
    }
}
