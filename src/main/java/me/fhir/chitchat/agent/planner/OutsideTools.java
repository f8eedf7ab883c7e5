package me.fhir.chitchat.agent.planner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.conversation.McpServerSetting;
import me.fhir.chitchat.llm.ModelException;

/** The servers whose tools an agent uses beside those of its scenario. They are asked anew in each turn. */
final class OutsideTools {
    /** How long one server may take to say which tools it has, and all of them together. */
    private static final Duration LONGEST_LISTING = Duration.ofSeconds(10);

    private static final Duration LONGEST_LISTINGS = Duration.ofSeconds(20);

    private final Map<McpServerSetting, ToolServers.ToolServer> servers = new LinkedHashMap<>();

    OutsideTools(List<McpServerSetting> settings, ToolServers way) {
        settings.forEach(setting -> servers.put(setting, way.at(setting)));
    }

    /**
     * What can be offered in a turn.
     *
     * @param problems why tools are missing, by the names of their servers
     */
    record TurnOffer(OfferedTools tools, Map<String, String> problems) {}

    /** Asks all servers. */
    TurnOffer offer(TurnContext context, Set<String> reserved) throws InterruptedException {
        OfferedTools.ToolNaming offered = new OfferedTools.ToolNaming(reserved);
        Map<String, String> problems = new LinkedHashMap<>();
        TimeLimit all = TimeLimit.startingNow(LONGEST_LISTINGS, context::active);
        for (Map.Entry<McpServerSetting, ToolServers.ToolServer> entry : servers.entrySet()) {
            McpServerSetting setting = entry.getKey();
            offered.server(setting.name());
            ToolServers.ToolListing listing = listing(context, all, entry.getValue());
            List<String> missing = new ArrayList<>();
            for (ToolServers.ServerTool tool : listing.tools()) {
                if (setting.allows(tool.name()) && !offered.add(setting.name(), tool, entry.getValue())) {
                    missing.add(tool.name());
                }
            }
            if (listing.problem() != null) {
                problems.put(setting.name(), listing.problem());
            } else if (!missing.isEmpty()) {
                problems.put(
                        setting.name(),
                        missing.size() + " of its tools are not offered: there are too many tools, or their names or"
                                + " schemas are too long.");
            }
        }
        return new TurnOffer(offered.build(), problems);
    }

    private static ToolServers.ToolListing listing(TurnContext context, TimeLimit all, ToolServers.ToolServer server)
            throws InterruptedException {
        try {
            TimeLimit one = TimeLimit.startingNow(LONGEST_LISTING, context::active);
            return all.within(() -> inTime(one, server));
        } catch (TimeLimit.UpException | ModelException e) {
            return new ToolServers.ToolListing(
                    List.of(), "Its tools are not known: asking all servers took too long in this turn.");
        }
    }

    private static ToolServers.ToolListing inTime(TimeLimit one, ToolServers.ToolServer server)
            throws ModelException, InterruptedException {
        try {
            return one.within(server::list);
        } catch (TimeLimit.UpException e) {
            return new ToolServers.ToolListing(
                    List.of(), "It did not say within " + LONGEST_LISTING.toSeconds() + " seconds which tools it has.");
        }
    }
}
