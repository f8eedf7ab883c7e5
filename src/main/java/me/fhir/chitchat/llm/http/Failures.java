package me.fhir.chitchat.llm.http;

import java.util.Locale;
import me.fhir.chitchat.llm.ApiKey;
import me.fhir.chitchat.llm.Attempt.Failed;
import me.fhir.chitchat.llm.FailureKind;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.ModelException.FailureDetails;
import me.fhir.chitchat.llm.ModelException.SpentOnFailure;
import me.fhir.chitchat.llm.ModelOutput;
import me.fhir.chitchat.llm.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Puts what went wrong with one call into a failure and a sentence for a person. What the provider wrote is shortened,
 * kept to one line, and freed of the key in case it was echoed.
 */
public record Failures(
        Provider provider, String model, @Nullable ApiKey key) {
    private static final int MAX_QUOTE_LENGTH = 400;

    /** Stands in place of a model's name where the provider was asked which models it has. */
    public static final String MODEL_LIST = "list of models";

    /** The remedy for a token limit that is too low. */
    public static final String MORE_TOKENS =
            "Allow it more tokens: llm.maxTokens (LLM_MAX_TOKENS) of the server, or config.maxTokens of the agent.";

    /** No whole answer came. */
    public Failed noReply(NoReplyException e) {
        return failed(
                new FailureDetails(provider.wire(), null, null, e.kind().mayPass(), e.kind(), SpentOnFailure.on(model)),
                subject() + " could not be asked: " + e.because() + ".");
    }

    /** The request was answered with an error status. */
    public Failed status(HttpReply reply, ErrorReport report) {
        return new Failed(
                reported(reply, report, report.kind(reply.status()), SpentOnFailure.on(model)), reply.retryAfter());
    }

    /** The request was answered with 200, and an error inside. */
    public Failed inside(HttpReply reply, ErrorReport report, SpentOnFailure spent) {
        return new Failed(reported(reply, report, report.kind(), spent), reply.retryAfter());
    }

    /** An error whose kind is clearer from the provider's text than from its status. */
    public ModelException reported(HttpReply reply, ErrorReport report, FailureKind kind, SpentOnFailure spent) {
        String code = report.code() == null ? null : quote(report.code());
        String message = report.message() == null ? "" : quote(report.message());
        String number = code == null || code.equals(String.valueOf(reply.status()))
                ? "HTTP " + reply.status()
                : "HTTP " + reply.status() + ", code " + code;
        String verdict = DenialReason.of(FailureKind.ofStatus(reply.status()), report.code(), report.message())
                .filter(reason -> reason.kind() == kind)
                .map(DenialReason::verdict)
                .orElseGet(() -> verdict(kind));
        String sentence = subject() + " " + verdict + " (" + number + ")"
                + (message.isEmpty() ? "." : ": " + ended(message)) + advice(kind);
        return new ModelException(
                new FailureDetails(provider.wire(), reply.status(), code, kind.mayPass(), kind, spent), sentence);
    }

    /** A success that is not a model answer: a web page, a cut document, something else's JSON. */
    public Failed unreadable(HttpReply reply) {
        String type = reply.contentType() == null ? "without a type" : quote(reply.contentType());
        var failure = new FailureDetails(
                provider.wire(), reply.status(), null, true, FailureKind.UNREADABLE, SpentOnFailure.on(model));
        return failed(
                failure,
                subject() + " sent something that is not a model answer (HTTP " + reply.status() + ", " + type
                        + "). Is its base URL right?");
    }

    /** The model declined, or a filter stepped in. */
    public Failed refusal(HttpReply reply, String code, String because, SpentOnFailure spent) {
        var failure = new FailureDetails(provider.wire(), reply.status(), code, false, FailureKind.REFUSAL, spent);
        return failed(failure, subject() + " declined to answer: " + ended(quote(because)));
    }

    /** A proper answer with nothing to use in it. */
    public Failed empty(HttpReply reply, ModelOutput output, SpentOnFailure spent) {
        String finish = spent.finishReason();
        boolean cutOff = "length".equals(finish) || "MAX_TOKENS".equals(finish);
        var failure = new FailureDetails(provider.wire(), reply.status(), finish, !cutOff, FailureKind.EMPTY, spent);
        String named = finish == null ? "" : " (finish reason " + quote(finish) + ")";
        String sentence = cutOff
                ? subject() + " spent all its tokens before it wrote an answer" + named + ". " + MORE_TOKENS
                : subject() + " sent an empty answer" + named + ".";
        return new Failed(new ModelException(failure, sentence, output.raw()), null);
    }

    private static Failed failed(FailureDetails failure, String sentence) {
        return new Failed(new ModelException(failure, sentence), null);
    }

    private String subject() {
        return model.equals(MODEL_LIST)
                ? provider.title() + ", asked for its list of models,"
                : provider.title() + " (model " + quote(model) + ")";
    }

    private static String verdict(FailureKind kind) {
        return switch (kind) {
            case RATE_LIMIT -> "is being asked too often";
            case SERVER -> "is in trouble";
            case KEY -> "refused this server's key";
            case ACCESS -> "denied access";
            case MODEL -> "does not have this model";
            case REFUSAL -> "flagged the input";
            case PAYMENT -> "requires payment first";
            case REQUEST -> "did not accept the request";
            default -> "failed";
        };
    }

    private String advice(FailureKind kind) {
        return kind == FailureKind.KEY ? " Check " + provider.keyVariable() + " on the server." : "";
    }

    /** A provider's text as a sentence may hold it; a web page says nothing in one. */
    private String quote(String text) {
        String masked = key == null ? text : key.maskedIn(text);
        String line = masked.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (line.startsWith("<") && line.toLowerCase(Locale.ROOT).contains("<html")) {
            return "";
        }
        return line.length() <= MAX_QUOTE_LENGTH ? line : line.substring(0, MAX_QUOTE_LENGTH) + "…";
    }

    private static String ended(String message) {
        return message.matches(".*[.!?…]") ? message : message + ".";
    }
}
