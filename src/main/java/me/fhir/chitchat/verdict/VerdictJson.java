package me.fhir.chitchat.verdict;

import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Writes a verdict as JSON. */
public final class VerdictJson {
    private VerdictJson() {}

    public static String of(Verdict verdict) {
        return JsonWriter.object(json -> {
            json.number("conversationId", verdict.subject().conversation())
                    .text("scenarioId", verdict.subject().scenarioId())
                    .text("scenarioHash", verdict.subject().scenarioHash())
                    .text("contractHash", verdict.subject().contractHash())
                    .text("engine", Verdict.ENGINE)
                    .text("overall", verdict.overall().wireName())
                    .text("sentence", verdict.sentence());
            ended(json.name("ended"), verdict.ended());
            json.object("parties", parties -> verdict.parties()
                    .forEach((agent, party) -> parties.object(agent, fields -> party(fields, party))));
            stall(json.name("stall"), verdict.stall());
            json.objects("disclosure", verdict.disclosures(), VerdictJson::disclosure);
            json.objects("faults", verdict.faults(), VerdictJson::fault);
        });
    }

    private static void ended(JsonWriter json, @Nullable ConversationEnd ended) {
        if (ended == null) {
            json.text(null);
            return;
        }
        json.beginObject()
                .text("by", ended.last().by())
                .text("status", ended.last().status())
                .optionalText("reason", ended.last().reason())
                .number("seq", ended.last().seq())
                .flag("legitimate", ended.legitimate())
                .text("sentence", ended.sentence())
                .endObject();
    }

    private static void party(JsonWriter json, Verdict.PartyResult party) {
        json.text("result", party.result().wireName())
                .objects("checks", party.checks(), (fields, check) -> fields.text("id", check.id())
                        .text("title", check.title())
                        .text("part", check.part())
                        .flag("held", check.held())
                        .list("seqs", check.seqs(), JsonWriter::number)
                        .text("sentence", check.sentence()));
    }

    private static void stall(JsonWriter json, @Nullable Stall stall) {
        if (stall == null) {
            json.text(null);
            return;
        }
        json.beginObject()
                .text("kind", stall.kind().wireName())
                .number("from", stall.from())
                .number("to", stall.to())
                .texts("agents", stall.agents())
                .text("sentence", stall.sentence())
                .endObject();
    }

    private static void disclosure(JsonWriter json, Disclosure disclosure) {
        json.text("fact", disclosure.mark().fact())
                .text("owner", disclosure.mark().owner())
                .text("learnedBy", disclosure.learnedBy())
                .number("seq", disclosure.seq())
                .text("policy", disclosure.mark().policy())
                .flag("asked", disclosure.asked())
                .text("form", disclosure.form().wireName())
                .flag("needed", disclosure.needed());
    }

    private static void fault(JsonWriter json, Fault fault) {
        json.text("agentId", fault.agentId())
                .text("kind", fault.kind().wireName())
                .number("seq", fault.seq())
                .text("sentence", fault.sentence());
    }
}
