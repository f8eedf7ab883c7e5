package me.fhir.chitchat;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.orchestrator.LiveFeed;
import me.fhir.chitchat.orchestrator.Publication;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioRules;
import me.fhir.chitchat.settings.SettingException;

/** Plays one scenario on an engine that is running and prints it as it happens. */
final class Rehearsal {
    private static final long LONGEST_MINUTES = 30;
    private static final int PAGE = 100;

    private final Engine engine;
    private final PrintStream out;
    private final CountDownLatch ended = new CountDownLatch(1);

    Rehearsal(Engine engine, PrintStream out) {
        this.engine = engine;
        this.out = out;
    }

    void play(ScenarioItem scenario, String model) throws InterruptedException {
        engine.scenarios.delete(scenario.id(), item -> {});
        engine.scenarios.insert(scenario);
        List<String> agents = roster(scenario);
        if (agents.isEmpty()) {
            throw new SettingException("Scenario \"" + scenario.id() + "\" has no agents to play it.");
        }
        long conversation =
                engine.orchestrator.create(meta(scenario, agents, model)).join().conversation();
        LiveFeed.Sink printer = printer();
        LiveFeed feed = engine.orchestrator.subscribe(
                new LiveFeed.Request(conversation, 0L, EventQuery.EventFilter.ALL, false), printer);
        engine.agents.ensure(conversation, null);
        while (feed.catchUp(PAGE, printer)) {
            // Printed as it is told.
        }
        if (!ended.await(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            throw new SettingException("The scenario did not come to an end within " + LONGEST_MINUTES + " minutes.");
        }
    }

    private static List<String> roster(ScenarioItem scenario) {
        try {
            return ScenarioRules.agentIds(JsonText.toMap(scenario.config().text()));
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a stored scenario is no JSON object", e);
        }
    }

    private static RawJson meta(ScenarioItem scenario, List<String> agents, String model) {
        List<String> entries = new ArrayList<>();
        for (String agent : agents) {
            entries.add("{\"id\":" + JsonText.quote(agent) + ",\"config\":{\"model\":" + JsonText.quote(model) + "}}");
        }
        return new RawJson("{\"title\":" + JsonText.quote("Rehearsal of " + scenario.name()) + ",\"scenarioId\":"
                + JsonText.quote(scenario.id()) + ",\"startingAgentId\":" + JsonText.quote(agents.get(0))
                + ",\"agents\":[" + String.join(",", entries) + "]}");
    }

    private LiveFeed.Sink printer() {
        return new LiveFeed.Sink() {
            @Override
            public void event(Publication event) {
                print(event.event());
            }

            @Override
            public void guidance(Guidance guidance) {
                // Who is to act shows in who acts.
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
