package me.fhir.chitchat.agent.planner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.conversation.McpServerSetting;
import me.fhir.chitchat.llm.ModelException;

/** The servers whose tools an agent uses beside those of its scenario. */
final class OutsideTools {
    /** How long a server may take to say which tools it has; all are asked at the same time. */
    private static final Duration MAX_LISTING = Duration.ofSeconds(10);

    private final Map<McpServerSetting, RememberedTools> servers = new LinkedHashMap<>();

    OutsideTools(List<McpServerSetting> settings, ToolServers way) {
        settings.forEach(setting -> servers.put(setting, new RememberedTools(way.at(setting))));
    }

    /**
     * The tools available in a turn.
     *
     * @param problems why tools are missing, by the names of their servers
     */
    record TurnOffer(OfferedTools tools, Map<String, String> problems) {}

    /** Asks those servers whose tools are not known yet. */
    TurnOffer offer(TurnContext context, Set<String> reserved) throws InterruptedException {
        OfferedTools.ToolNaming offered = new OfferedTools.ToolNaming(reserved);
        Map<String, String> problems = new LinkedHashMap<>();
        Map<RememberedTools, ToolServers.ToolListing> listings = listings(context);
        for (Map.Entry<McpServerSetting, RememberedTools> entry : servers.entrySet()) {
            McpServerSetting setting = entry.getKey();
            offered.server(setting.name());
            ToolServers.ToolListing listing = Objects.requireNonNull(listings.get(entry.getValue()));
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

    private Map<RememberedTools, ToolServers.ToolListing> listings(TurnContext context) throws InterruptedException {
        Map<RememberedTools, ToolServers.ToolListing> listings = new HashMap<>();
        List<RememberedTools> asked = new ArrayList<>();
        for (RememberedTools server : servers.values()) {
            if (server.knows()) {
                listings.put(server, server.list());
            } else {
                asked.add(server);
            }
        }
        if (!asked.isEmpty()) {
            ExecutorService threads = Executors.newFixedThreadPool(asked.size(), OutsideTools::thread);
            try {
                List<Future<ToolServers.ToolListing>> answers = asked.stream()
                        .map(server -> threads.submit(() -> inTime(context, server)))
                        .toList();
                for (int i = 0; i < asked.size(); i++) {
                    listings.put(asked.get(i), answers.get(i).get());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } finally {
                // An interrupt of the turn ends those that still wait.
                threads.shutdownNow();
            }
        }
        return listings;
    }

    private static Thread thread(Runnable asking) {
        Thread thread = new Thread(asking, "tool-listing");
        thread.setDaemon(true);
        return thread;
    }

    private static ToolServers.ToolListing inTime(TurnContext context, ToolServers.ToolServer server)
            throws ModelException, InterruptedException {
        try {
            return TimeLimit.startingNow(MAX_LISTING, context::active).within(server::list);
        } catch (TimeLimit.UpException e) {
            return new ToolServers.ToolListing(
                    List.of(), "It did not say within " + MAX_LISTING.toSeconds() + " seconds which tools it has.");
        }
    }
}
