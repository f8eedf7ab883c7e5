package me.fhir.chitchat.llm.http;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import me.fhir.chitchat.llm.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider denies a request, recognised by its error text: the status 403 stands for a flagged input, a region, a
 * plan, a permission and a wrong key alike, and the remedies differ.
 */
enum DenialReason {
    MODERATION(
            FailureKind.REFUSAL,
            "flagged the input",
            "moderat|flagged|content[ _-]?(?:policy|filter|management)|safety|inappropriate|usage polic"),
    REGION(
            FailureKind.ACCESS,
            "is not available from where this server is",
            "\\bcountry|\\bcountries|\\bregion|territor|\\blocation\\b|geograph|unsupported_country"),
    MODEL(
            FailureKind.MODEL,
            "does not have this model",
            "model_not_found|no such model|(?:unknown|invalid|nonexistent) model|not a valid model"
                    + "|model\\b.{0,100}?(?:not found|does not exist|doesn't exist|not exist|is not supported|is unknown"
                    + "|not a valid)|no endpoints found for"),
    PAYMENT(
            FailureKind.PAYMENT,
            "requires payment first",
            "insufficient[ _](?:quota|credit|balance|funds)|billing|credit balance|payment required|out of credits"),
    PLAN(
            FailureKind.ACCESS,
            "does not allow this with this server's plan",
            "\\bplan\\b|subscription|\\btier\\b|upgrade|must be verified|free accounts?"),
    KEY(
            FailureKind.KEY,
            "refused this server's key",
            "api[ _-]?key|\\bkey\\b|access token|auth token|bearer|credential|unauthori[sz]ed|unauthenticated|authentication"),
    PERMISSION(FailureKind.ACCESS, "denied access", "permission|forbidden|not allowed|access|denied|entitled");

    private final FailureKind kind;
    private final String verdict;
    private final Pattern words;

    DenialReason(FailureKind kind, String verdict, String words) {
        this.kind = kind;
        this.verdict = verdict;
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    FailureKind kind() {
        return kind;
    }

    /** The provider's action, as a sentence continues after its name. */
    String verdict() {
        return verdict;
    }

    /** The reason for a failure of this kind; empty where the kind says it all, or the provider nothing. */
    static Optional<DenialReason> of(FailureKind kind, @Nullable String code, @Nullable String message) {
        String said = message + " " + code;
        return Arrays.stream(values())
                .filter(reason -> reason.explains(kind))
                .filter(reason -> reason.words.matcher(said).find())
                .findFirst();
    }

    private boolean explains(FailureKind failure) {
        return switch (failure) {
            case ACCESS -> true;
            case REQUEST, OTHER -> this == REGION || this == MODEL;
            default -> false;
        };
    }
}
