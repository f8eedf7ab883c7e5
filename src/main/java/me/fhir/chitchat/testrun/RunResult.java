package me.fhir.chitchat.testrun;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.WireName;
import org.jspecify.annotations.Nullable;

/**
 * How one run went.
 *
 * @param key which run
 * @param reason why it did not pass; empty when it passed
 * @param said the conversation, shortened
 */
record RunResult(RunKey key, RunOutcome outcome, String reason, RunFigures figures, List<SaidLine> said) {
    /** The longest text of a message that a report shows, in characters. */
    private static final int MAX_LENGTH = 4000;

    private static final int MAX_MESSAGES = 200;

    /**
     * Names a run.
     *
     * @param scenario its place in the suite, from 0
     * @param run from 1
     */
    record RunKey(int scenario, int run) {}

    /** The outcome. */
    enum RunOutcome implements WireName {
        PASSED,
        FAILED,
        /** It says nothing about the agents: a peer, a provider or the server failed. */
        NOT_JUDGED,
        /** It did not take place, or not to its end, because the budget was used up. */
        SKIPPED;

        boolean isJudged() {
            return this == PASSED || this == FAILED;
        }
    }

    /**
     * The figures of the run.
     *
     * @param conversation its number, 0 when there is none
     * @param link where people can read it for a day, or null
     * @param turns messages of the agents
     */
    record RunFigures(long conversation, @Nullable String link, int turns, long millis, ModelUse use) {
        static final RunFigures NONE = new RunFigures(0, null, 0, 0, ModelUse.NONE);
    }

    /**
     * The model usage.
     *
     * @param cost in US dollars, as far as providers report it
     */
    record ModelUse(long calls, long tokens, double cost) {
        static final ModelUse NONE = new ModelUse(0, 0, 0);

        static ModelUse of(Json.@Nullable Object json) {
            return json == null
                    ? NONE
                    : new ModelUse(whole(json, "calls"), whole(json, "tokens"), decimal(json, "cost"));
        }

        ModelUse plus(ModelUse more) {
            return new ModelUse(calls + more.calls, tokens + more.tokens, cost + more.cost);
        }
    }

    /** One message. */
    record SaidLine(String from, String text) {}

    RunResult {
        said = said.stream()
                .limit(MAX_MESSAGES)
                .map(message -> new SaidLine(message.from(), shortened(message.text())))
                .toList();
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + " …";
    }

    /** The members of its JSON form. */
    void write(JsonWriter json) {
        json.number("scenario", key.scenario());
        writeFigures(json);
        json.objects("said", said, (message, line) -> message.text("from", line.from())
                .text("text", line.text()));
    }

    /** The same without what was said. */
    void writeFigures(JsonWriter json) {
        json.number("run", key.run())
                .text("outcome", outcome.wireName())
                .text("reason", reason)
                .number("conversationId", figures.conversation())
                .optionalText("link", figures.link())
                .number("turns", figures.turns())
                .number("millis", figures.millis())
                .number("calls", figures.use().calls())
                .number("tokens", figures.use().tokens())
                .number("cost", figures.use().cost());
    }

    /** Reads its JSON form; empty when it is none. */
    static Optional<RunResult> read(Json.Object json) {
        return WireName.find(RunOutcome.class, json.text("outcome"))
                .map(outcome -> new RunResult(
                        new RunKey((int) whole(json, "scenario"), (int) whole(json, "run")),
                        outcome,
                        String.valueOf(json.text("reason")),
                        new RunFigures(
                                whole(json, "conversationId"),
                                json.text("link"),
                                (int) whole(json, "turns"),
                                whole(json, "millis"),
                                ModelUse.of(json)),
                        json.objects("said").stream()
                                .map(line -> new SaidLine(
                                        String.valueOf(line.text("from")), String.valueOf(line.text("text"))))
                                .toList()));
    }

    static long whole(Json.Object json, String name) {
        return json.get(name) instanceof Json.Number number ? number.clampedLong() : 0;
    }

    static double decimal(Json.Object json, String name) {
        return json.get(name) instanceof Json.Number number ? number.doubleValue() : 0;
    }
}
