package me.fhir.chitchat.mcp.client;

/** An MCP server could not be used. Its text is for the model and the log: without secrets, in whole sentences. */
final class McpFailure extends Exception {
    private static final long serialVersionUID = 1;

    McpFailure(String sentence) {
        super(sentence, null, false, false);
    }
}
