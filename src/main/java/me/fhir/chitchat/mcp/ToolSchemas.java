package me.fhir.chitchat.mcp;

import java.util.regex.Pattern;

/** The input and output schemas of the tools, as JSON Schema (2020-12, the default of Server, Tools). */
final class ToolSchemas {
    private static final Pattern BETWEEN_LINES = Pattern.compile("\\n\\s*");

    static final String BEGIN_INPUT = oneLine("""
            {"type":"object","properties":{}}
            """);

    static final String BEGIN_OUTPUT = oneLine("""
            {"type":"object",
             "properties":{
              "conversationId":{"type":"string","description":"Names the conversation in the other tools."}},
             "required":["conversationId"]}
            """);

    static final String SEND_INPUT = oneLine("""
            {"type":"object",
             "properties":{
              "conversationId":{"type":"string","description":"As begin_chat_thread gave it."},
              "message":{"type":"string","description":"What you say; Markdown is fine."},
              "attachments":{"type":"array","description":"Documents that go with the message.","items":{
               "type":"object",
               "properties":{
                "name":{"type":"string","description":"A file name, such as letter.md."},
                "contentType":{"type":"string","description":"The media type, such as text/markdown."},
                "content":{"type":"string","description":"The whole text of the document, or base64."},
                "summary":{"type":"string","description":"One sentence about it."},
                "encoding":{"type":"string","enum":["base64"],"description":"Given when content is base64."}},
               "required":["name","contentType","content"]}}},
             "required":["conversationId","message"]}
            """);

    /** At a seat there is one conversation, which need not be named. */
    static final String SEAT_SEND_INPUT =
            SEND_INPUT.replace("\"required\":[\"conversationId\",\"message\"]", "\"required\":[\"message\"]");

    static final String SEND_OUTPUT = oneLine("""
            {"type":"object",
             "properties":{
              "ok":{"type":"boolean","const":true},
              "guidance":{"type":"string","description":"What to do next."},
              "status":{"type":"string","enum":["working"]}},
             "required":["ok","guidance","status"]}
            """);

    static final String CHECK_INPUT = oneLine("""
            {"type":"object",
             "properties":{
              "conversationId":{"type":"string","description":"As begin_chat_thread gave it."},
              "waitMs":{"type":"integer","minimum":0,"default":10000,
               "description":"How long to wait for a reply, in milliseconds; more than 45000 counts as 45000."},
              "max":{"type":"integer","minimum":1,"default":200,
               "description":"How many messages at most; of more, the newest are given."}},
             "required":["conversationId"]}
            """);

    static final String SEAT_CHECK_INPUT = CHECK_INPUT.replace(",\"required\":[\"conversationId\"]", "");

    static final String CHECK_OUTPUT = oneLine("""
            {"type":"object",
             "properties":{
              "messages":{"type":"array","description":"Oldest first.","items":{
               "type":"object",
               "properties":{
                "from":{"type":"string","description":"The agent that said it."},
                "at":{"type":"string","description":"When, ISO-8601 in UTC."},
                "text":{"type":"string"},
                "attachments":{"type":"array","items":{
                 "type":"object",
                 "properties":{
                  "name":{"type":"string"},
                  "contentType":{"type":"string"},
                  "summary":{"type":"string"},
                  "content":{"type":"string","description":"The text, or base64 when encoding says so."},
                  "encoding":{"type":"string","enum":["base64"]}},
                 "required":["name","contentType","content"]}}},
               "required":["from","at","text"]}},
              "guidance":{"type":"string","description":"What to do next."},
              "status":{"type":"string","enum":["input-required","working","completed"]},
              "conversation_ended":{"type":"boolean"}},
             "required":["messages","guidance","status","conversation_ended"]}
            """);

    private ToolSchemas() {}

    /** An input schema whose attachments may be documents that a tool has made, of which the name is enough. */
    static String attachingByName(String schema) {
        return schema.replace(
                "\"required\":[\"name\",\"contentType\",\"content\"]",
                "\"required\":[\"name\"],\"description\":\"For a document that one of your tools has made, its name alone.\"");
    }

    private static String oneLine(String json) {
        return BETWEEN_LINES.matcher(json.strip()).replaceAll("");
    }
}
