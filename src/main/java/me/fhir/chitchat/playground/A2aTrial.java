package me.fhir.chitchat.playground;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import me.fhir.chitchat.a2a.client.A2aRefusal;
import me.fhir.chitchat.a2a.client.A2aTurn;
import me.fhir.chitchat.a2a.client.AgentAnswer;
import me.fhir.chitchat.a2a.client.AgentFinder;
import me.fhir.chitchat.a2a.client.AgentRequest;
import me.fhir.chitchat.a2a.client.AgentTask;
import me.fhir.chitchat.a2a.client.AgentUnreachableException;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.card.EndpointFinder;
import me.fhir.chitchat.outbound.card.Inspection;
import me.fhir.chitchat.runtime.concurrent.Pause;
import org.jspecify.annotations.Nullable;

/**
 * Finds an A2A agent, reports {@code found}, and does one thing with it, reported as {@code answer} or {@code refused}. An
 * agent that was found a moment ago is not looked for again, unless nothing else is to be done.
 *
 * @param known fingerprints of what earlier answers have brought
 */
public record A2aTrial(OutboundClient client, TrialTarget target, A2aStep step, Set<String> known, RecentFinds finds)
        implements Trial {
    private static final Duration SEARCH = Duration.ofMillis(4_700);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** A file that goes along; {@code base64} is RFC 4648, padded. */
    public record TriedFile(@Nullable String name, @Nullable String mediaType, String base64) {}

    /** The action on an agent that was found. */
    public sealed interface A2aStep {
        /** Nothing. */
        record FindOnly() implements A2aStep {}

        /**
         * A message is sent, and its answer waited for.
         *
         * @param text may be blank beside files
         * @param contextId the agent's name for the conversation; null at its beginning
         * @param taskId the agent's task that it continues; null when it begins one
         */
        record SendWords(
                String text,
                List<TriedFile> files,
                @Nullable String contextId,
                @Nullable String taskId) implements A2aStep {
            public SendWords {
                files = List.copyOf(files);
            }

            List<Part> parts() {
                List<Part> parts = new ArrayList<>();
                if (!text.isBlank()) {
                    parts.add(new Part.TextPart(text));
                }
                for (TriedFile file : files) {
                    parts.add(new Part.FileBytes(file.name(), file.mediaType(), file.base64()));
                }
                return parts;
            }
        }

        /** A task is looked at. */
        record LookAtTask(String taskId) implements A2aStep {}

        /** A task is given up. */
        record CancelTask(String taskId) implements A2aStep {}
    }

    @Override
    public void run(TrialEvents events) throws InterruptedException {
        OutboundClient watched = client.watchedBy(new WatchedFrames(events));
        Inspection found = find(watched);
        events.happened("found", json -> InspectionJson.write(json, found));
        if (found.endpoint() == null || step instanceof A2aStep.FindOnly) {
            return;
        }
        A2aTurn.Line line = new AgentFinder(watched)
                .reach(found.endpoint(), target.url(), target.headers(), SILENCE)
                .line();
        try {
            AgentAnswer answer = answer(line, events);
            events.happened("answer", json -> AnswerJson.write(json, answer));
        } catch (AgentUnreachableException e) {
            finds.forget(target);
            events.happened("refused", json -> json.text("sentence", e.sentence()));
        } catch (A2aRefusal e) {
            finds.forget(target);
            events.happened("refused", json -> json.text("sentence", "The agent refused: " + e.words()));
        }
    }

    private Inspection find(OutboundClient watched) throws InterruptedException {
        Optional<Inspection> known = step instanceof A2aStep.FindOnly ? Optional.empty() : finds.of(target);
        if (known.isPresent()) {
            return known.get();
        }
        Inspection found = new EndpointFinder(watched).inspect(target.url(), target.headers(), SEARCH);
        finds.keep(target, found);
        return found;
    }

    private AgentAnswer answer(A2aTurn.Line line, TrialEvents events)
            throws AgentUnreachableException, A2aRefusal, InterruptedException {
        if (step instanceof A2aStep.LookAtTask look) {
            return new AgentTask(line, look.taskId(), known).poll();
        }
        if (step instanceof A2aStep.CancelTask cancel) {
            return new AgentTask(line, cancel.taskId(), known).cancel();
        }
        A2aStep.SendWords say = (A2aStep.SendWords) step;
        AgentRequest message =
                new AgentRequest(UUID.randomUUID().toString(), say.contextId(), say.taskId(), say.parts());
        return new A2aTurn(line, message, null, known, new Spoken(events), Pause.SLEEP).run();
    }

    /** Reports as {@code said} what the agent sends before its answer. */
    private record Spoken(TrialEvents events) implements A2aTurn.TurnProgress {
        @Override
        public void accepted(String taskId, @Nullable String contextId) {
            events.happened("accepted", json -> json.text("taskId", taskId).optionalText("contextId", contextId));
        }

        @Override
        public void alive() {
            // The frames show it.
        }

        @Override
        public void interimText(String words) {
            events.happened("said", json -> json.text("text", words));
        }
    }
}
