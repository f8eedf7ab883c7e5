package me.fhir.chitchat.verdict.live;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.verdict.Disclosure;
import me.fhir.chitchat.verdict.Evaluation;
import me.fhir.chitchat.verdict.Stall;
import me.fhir.chitchat.verdict.VerdictContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in a conversation's log what was noticed while it runs: system events {@code {kind:"note",
 * data:{noticed:"stall" or "disclosure", …}}}, each once, since their key is that of the finding.
 */
final class LiveNotes {
    private static final Logger LOG = LoggerFactory.getLogger(LiveNotes.class);

    private final Orchestrator orchestrator;

    LiveNotes(Orchestrator orchestrator) {
        this.orchestrator = orchestrator;
    }

    /** Writes without waiting; a conversation that has ended meanwhile takes no notes. */
    void write(VerdictContext context, Evaluation.Noticed noticed) {
        long conversation = context.conversation();
        Stall stall = noticed.stall();
        if (stall != null) {
            note(conversation, "stall:" + stall.from(), data -> data.text("noticed", "stall")
                    .text("stall", stall.kind().wireName())
                    .number("from", stall.from())
                    .number("to", stall.to())
                    .texts("agents", stall.agents()));
            if (context.endsOnStall()) {
                unlessEnded(orchestrator.closeStalled(conversation));
            }
        }
        for (Disclosure disclosure : noticed.disclosures()) {
            if (disclosure.isFault()) {
                String key = "disclosure:" + disclosure.mark().owner() + ":"
                        + disclosure.mark().fact() + ":" + disclosure.learnedBy();
                note(conversation, key, data -> data.text("noticed", "disclosure")
                        .text("fact", disclosure.mark().fact())
                        .text("owner", disclosure.mark().owner())
                        .text("learnedBy", disclosure.learnedBy())
                        .number("seq", disclosure.seq())
                        .text("policy", disclosure.mark().policy()));
            }
        }
    }

    private void note(long conversation, String key, Consumer<JsonWriter> data) {
        RawJson payload =
                new RawJson(JsonWriter.object(json -> json.text("kind", "note").object("data", data)));
        unlessEnded(orchestrator.note(conversation, payload, "verdict:" + key));
    }

    private static void unlessEnded(CompletableFuture<Receipt> written) {
        var unused = written.whenComplete((receipt, failure) -> {
            if (failure != null && !(failure instanceof ConversationException)) {
                LOG.debug("What was noticed about a conversation is not in its log", failure);
            }
        });
    }
}
