package me.fhir.chitchat.evidence;

import java.util.List;
import java.util.Set;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFaults;
import me.fhir.chitchat.json.JsonFields;
import org.jspecify.annotations.Nullable;

/** The verdict of an evidence file, as its server gave it; it must have the shape of one. */
final class ArchivedVerdict {
    private static final Set<String> WORDS = Set.of("pass", "fail", "inconclusive");

    private ArchivedVerdict() {}

    /** A fault of a verdict. */
    private static final class NoVerdictException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoVerdictException(String sentence) {
            super(sentence, null, false, false);
        }
    }

    static void require(Json.@Nullable Object verdict) throws EvidenceException {
        if (verdict == null) {
            return;
        }
        try {
            require(JsonFields.of(verdict, "", JsonFaults.throwing(NoVerdictException::new)));
        } catch (NoVerdictException e) {
            throw new EvidenceException(EvidenceManifest.VERDICT + ": " + e.getMessage());
        }
    }

    private static void require(JsonFields verdict) {
        word(verdict, "overall");
        verdict.optionalText("sentence");
        verdict.integer("conversationId");
        JsonFields ended = verdict.objectOrEmpty("ended");
        for (String name : List.of("by", "status", "reason", "sentence")) {
            ended.optionalText(name);
        }
        JsonFields parties = verdict.object("parties");
        for (String agentId : parties.object().members().keySet()) {
            JsonFields party = parties.object(agentId);
            word(party, "result");
            party.optionalObjects("checks").forEach(check -> {
                check.text("title");
                check.text("sentence");
                seqs(check);
            });
        }
        verdict.objectOrEmpty("stall").optionalText("sentence");
        verdict.objects("disclosure").forEach(disclosure -> disclosure.text("fact"));
        verdict.objects("faults").forEach(fault -> {
            fault.text("sentence");
            fault.integer("seq");
        });
    }

    private static void seqs(JsonFields check) {
        for (Json seq : check.list("seqs")) {
            if (!(seq instanceof Json.Number)) {
                check.report("seqs", "must be a list of numbers");
            }
        }
    }

    private static void word(JsonFields fields, String name) {
        if (!WORDS.contains(fields.text(name))) {
            fields.report(name, "must be pass, fail or inconclusive");
        }
    }
}
