package me.fhir.chitchat.orchestrator;

import java.util.Optional;
import me.fhir.chitchat.conversation.Setup;

/** The default: agents take turns in the order of the conversation's roster. */
public final class StrictAlternation implements SchedulingPolicy {
    public static final String NAME = "strict-alternation";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> next(Setup setup, String speaker) {
        return SchedulingPolicy.after(setup.agentIds(), speaker);
    }
}
