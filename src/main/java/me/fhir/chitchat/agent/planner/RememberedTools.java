package me.fhir.chitchat.agent.planner;

import org.jspecify.annotations.Nullable;

/**
 * A server whose tools are asked for once in a conversation: again only after it did not say them, or a call has failed, for it
 * may have others then.
 */
final class RememberedTools implements ToolServers.ToolServer {
    private final ToolServers.ToolServer server;
    private ToolServers.@Nullable ToolListing known;

    RememberedTools(ToolServers.ToolServer server) {
        this.server = server;
    }

    /** Whether {@link #list} answers without the server. */
    boolean knows() {
        return known != null;
    }

    @Override
    public ToolServers.ToolListing list() throws InterruptedException {
        if (known != null) {
            return known;
        }
        ToolServers.ToolListing listing = server.list();
        known = listing.problem() == null ? listing : null;
        return listing;
    }

    @Override
    public ToolServers.ToolReturn call(ToolServers.ServerTool tool, String arguments) throws InterruptedException {
        ToolServers.ToolReturn result = server.call(tool, arguments);
        known = result.failed() ? null : known;
        return result;
    }
}
