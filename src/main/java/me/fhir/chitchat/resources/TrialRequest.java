package me.fhir.chitchat.resources;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.KnownMembers;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundGuard;
import me.fhir.chitchat.outbound.OutboundHeaders;
import me.fhir.chitchat.playground.A2aTrial;
import me.fhir.chitchat.playground.A2aTrial.A2aStep;
import me.fhir.chitchat.playground.A2aTrial.TriedFile;
import me.fhir.chitchat.playground.McpTrial;
import me.fhir.chitchat.playground.McpTrial.TriedTool;
import me.fhir.chitchat.playground.RecentFinds;
import me.fhir.chitchat.playground.Trial;
import me.fhir.chitchat.playground.TrialTarget;
import me.fhir.chitchat.scenario.FieldErrors;
import org.jspecify.annotations.Nullable;

/**
 * A person's trial: {@code {url, headers?, protocol?, say?, look?, cancel?, known?, call?}}.
 *
 * @param known what the {@code answer} events of the same conversation have named
 * @param use the tool of an MCP server to use; null to list them
 */
record TrialRequest(
        TrialTarget target,
        boolean mcp,
        A2aStep step,
        Set<String> known,
        @Nullable TriedTool use) {
    private static final Set<String> A2A_STEPS = Set.of("say", "look", "cancel");
    private static final String TASK = "taskId";

    /**
     * Reads a request.
     *
     * @throws ValidationException naming what is wrong with it
     */
    static TrialRequest read(Json.Object body) {
        FieldErrors errors = new FieldErrors();
        JsonFields fields = JsonFields.of(body, "", errors::add);
        KnownMembers.check(fields, "url", "headers", "protocol", "say", "look", "cancel", "known", "call");
        String protocol = fields.optionalText("protocol");
        if (protocol != null && !protocol.equals("a2a") && !protocol.equals("mcp")) {
            fields.report("protocol", "must be \"a2a\" or \"mcp\", not \"" + protocol + "\"");
        }
        boolean mcp = "mcp".equals(protocol);
        List<String> steps = A2A_STEPS.stream().filter(fields::has).sorted().toList();
        if (mcp) {
            steps.forEach(name -> fields.report(name, "is for \"a2a\" alone"));
        } else if (fields.has("call")) {
            fields.report("call", "is for \"mcp\" alone");
        } else if (steps.size() > 1) {
            fields.report(steps.get(1), "cannot stand beside " + steps.get(0) + "; ask for one thing");
        }
        URI url = url(fields);
        OutboundHeaders headers = headers(fields);
        A2aStep step = step(fields);
        List<String> known = fields.optionalTexts("known");
        TriedTool use = use(fields);
        if (!errors.isEmpty() || url == null) {
            throw new ValidationException(errors.byPath());
        }
        return new TrialRequest(
                new TrialTarget(url, headers), mcp, step, known == null ? Set.of() : Set.copyOf(known), use);
    }

    private static @Nullable URI url(JsonFields fields) {
        String url = fields.name("url");
        if (url.isEmpty()) {
            return null;
        }
        try {
            return OutboundGuard.parse(url);
        } catch (OutboundException e) {
            fields.report("url", "cannot be called: " + e.sentence());
            return null;
        }
    }

    private static OutboundHeaders headers(JsonFields fields) {
        try {
            return OutboundHeaders.of(fields.object().get("headers"));
        } catch (OutboundHeaders.InvalidHeadersException e) {
            fields.report(e.field(), e.problem());
            return OutboundHeaders.NONE;
        }
    }

    private static A2aStep step(JsonFields fields) {
        JsonFields say = fields.optionalObject("say");
        if (say != null) {
            KnownMembers.check(say, "text", "files", "contextId", TASK);
            List<TriedFile> files = say.optionalObjects("files").stream()
                    .map(TrialRequest::file)
                    .toList();
            String text = files.isEmpty() ? say.name("text") : say.optionalText("text");
            return new A2aStep.SendWords(
                    text == null ? "" : text, files, say.optionalName("contextId"), say.optionalName(TASK));
        }
        JsonFields look = fields.optionalObject("look");
        if (look != null) {
            KnownMembers.check(look, TASK);
            return new A2aStep.LookAtTask(look.name(TASK));
        }
        JsonFields cancel = fields.optionalObject("cancel");
        if (cancel != null) {
            KnownMembers.check(cancel, TASK);
            return new A2aStep.CancelTask(cancel.name(TASK));
        }
        return new A2aStep.FindOnly();
    }

    private static TriedFile file(JsonFields file) {
        KnownMembers.check(file, "name", "mediaType", "bytes");
        String bytes = file.name("bytes");
        try {
            Base64.getDecoder().decode(bytes);
        } catch (IllegalArgumentException e) {
            file.report("bytes", "must be base64 (RFC 4648, padded)");
        }
        return new TriedFile(file.optionalName("name"), file.optionalName("mediaType"), bytes);
    }

    private static @Nullable TriedTool use(JsonFields fields) {
        JsonFields call = fields.optionalObject("call");
        if (call == null) {
            return null;
        }
        KnownMembers.check(call, "tool", "arguments");
        return new TriedTool(
                call.name("tool"), call.objectOrEmpty("arguments").object().raw());
    }

    Trial trial(OutboundClient client, RecentFinds finds) {
        return mcp ? new McpTrial(client, target, use) : new A2aTrial(client, target, step, known, finds);
    }
}
