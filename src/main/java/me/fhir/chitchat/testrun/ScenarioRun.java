package me.fhir.chitchat.testrun;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.orchestrator.LiveFeed;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.orchestrator.Publication;
import me.fhir.chitchat.runtime.settings.SettingException;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioRules;
import me.fhir.chitchat.scenario.ScenarioStore;

/** Plays one scenario from start to end with agents of this server, and prints the transcript as it grows. */
public final class ScenarioRun {
    private static final long MAX_MINUTES = 30;
    private static final int PAGE = 100;

    private final ScenarioStore scenarios;
    private final Orchestrator orchestrator;
    private final AgentHost agents;
    private final PrintStream out;
    private final CountDownLatch ended = new CountDownLatch(1);

    public ScenarioRun(ScenarioStore scenarios, Orchestrator orchestrator, AgentHost agents, PrintStream out) {
        this.scenarios = scenarios;
        this.orchestrator = orchestrator;
        this.agents = agents;
        this.out = out;
    }

    /**
     * Stores the scenario and plays it with this model on every side; returns when the conversation has ended.
     *
     * @throws SettingException when it has no agents, or does not end
     */
    public void play(ScenarioItem scenario, String model) throws InterruptedException {
        scenarios.delete(scenario.id(), item -> {});
        scenarios.insert(scenario);
        List<String> roster =
                ScenarioRules.agentIds(StoredJson.object(scenario.config().text()));
        if (roster.isEmpty()) {
            throw new SettingException("Scenario \"" + scenario.id() + "\" has no agents to play it.");
        }
        long conversation =
                orchestrator.create(meta(scenario, roster, model)).join().conversation();
        LiveFeed.Sink printer = printer();
        LiveFeed feed = orchestrator.subscribe(
                new LiveFeed.FeedRequest(conversation, 0L, EventQuery.EventFilter.ALL, false), printer);
        agents.ensure(conversation, null);
        while (feed.catchUp(PAGE, printer)) {
            // The printer gets each page.
        }
        if (!ended.await(MAX_MINUTES, TimeUnit.MINUTES)) {
            throw new SettingException("The scenario did not come to an end within " + MAX_MINUTES + " minutes.");
        }
    }

    private static RawJson meta(ScenarioItem scenario, List<String> agents, String model) {
        return new RawJson(JsonWriter.object(meta -> meta.text("title", "Rehearsal of " + scenario.name())
                .text("scenarioId", scenario.id())
                .text("startingAgentId", agents.get(0))
                .objects("agents", agents, (entry, agent) -> entry.text("id", agent)
                        .object("config", config -> config.text("model", model)))));
    }

    private LiveFeed.Sink printer() {
        return new LiveFeed.Sink() {
            @Override
            public void event(Publication event) {
                print(event.event());
            }

            @Override
            public void guidance(Guidance guidance) {
                // The next message shows who acted.
            }

            @Override
            public void lost() {
                ended.countDown();
            }
        };
    }

    private void print(Event event) {
        TranscriptLine.of(event).ifPresent(out::println);
        if (event.finality() == Finality.CONVERSATION) {
            ended.countDown();
        }
    }
}
