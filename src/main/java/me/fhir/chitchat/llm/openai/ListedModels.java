package me.fhir.chitchat.llm.openai;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.ModelList;
import me.fhir.chitchat.llm.Provider;
import me.fhir.chitchat.llm.ProviderSettings;
import me.fhir.chitchat.llm.http.ErrorReport;
import me.fhir.chitchat.llm.http.Failures;
import me.fhir.chitchat.llm.http.HttpCall;
import me.fhir.chitchat.llm.http.HttpReply;
import me.fhir.chitchat.llm.http.ModelHttp;
import me.fhir.chitchat.llm.http.NoReplyException;
import me.fhir.chitchat.llm.http.ReplyJson;
import org.jspecify.annotations.Nullable;

/**
 * The models that {@code GET {base}/models} lists: asked when first needed and again after a while. One caller asks,
 * the others wait for it; a failure is remembered for a moment, so that a dead server costs them that once.
 */
public final class ListedModels implements ModelList {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration FAILURE_FRESH = Duration.ofSeconds(10);
    private static final int MOST_MODELS = 1000;
    private static final int LONGEST_NAME = 200;

    private final ProviderSettings settings;
    private final ModelHttp http;
    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Heard heard;

    private record Heard(List<String> models, @Nullable ModelException failure, long atNanos) {}

    public ListedModels(ProviderSettings settings, ModelHttp http, LongSupplier nanoTime) {
        this.settings = settings;
        this.http = http;
        this.nanoTime = nanoTime;
    }

    @Override
    public List<String> models() throws ModelException, InterruptedException {
        String base = settings.base(Provider.OPENAI).orElse(null);
        return base == null ? List.of() : told(fresh(URI.create(base + "/models")));
    }

    private Heard fresh(URI uri) throws InterruptedException {
        Heard known = heard;
        if (known != null && isFresh(known)) {
            return known;
        }
        asking.lockInterruptibly();
        try {
            known = heard;
            if (known != null && isFresh(known)) {
                return known;
            }
            Heard now = ask(uri, known == null ? List.of() : known.models());
            heard = now;
            return now;
        } finally {
            asking.unlock();
        }
    }

    private boolean isFresh(Heard known) {
        Duration life = known.failure() == null ? FRESH : FAILURE_FRESH;
        return nanoTime.getAsLong() - known.atNanos() < life.toNanos();
    }

    /** An old list is better than none: a server that is away for a moment comes back with the same models. */
    private static List<String> told(Heard heard) throws ModelException {
        if (heard.failure() != null && heard.models().isEmpty()) {
            throw heard.failure();
        }
        return heard.models();
    }

    private Heard ask(URI uri, List<String> before) throws InterruptedException {
        Failures failures = new Failures(Provider.OPENAI, "its list of models", settings.apiKey());
        try {
            HttpReply reply =
                    http.send(new HttpCall(uri, ChatCompletions.authorization(settings.apiKey()), null), PATIENCE);
            JsonObject body = ReplyJson.object(reply.body());
            if (!reply.ok()) {
                return failed(failures.status(reply, ErrorReport.inFailed(body)).cause(), before);
            }
            if (body == null || !body.has("data")) {
                return failed(failures.unreadable(reply).cause(), before);
            }
            return new Heard(names(body), null, nanoTime.getAsLong());
        } catch (NoReplyException e) {
            return failed(failures.noReply(e).cause(), before);
        }
    }

    private Heard failed(ModelException failure, List<String> before) {
        return new Heard(before, failure, nanoTime.getAsLong());
    }

    private static List<String> names(JsonObject body) {
        return ReplyJson.objects(body, "data").stream()
                .flatMap(entry -> Stream.ofNullable(entry.string("id")))
                .filter(id -> !id.isBlank() && id.length() <= LONGEST_NAME)
                .filter(id -> id.chars().noneMatch(Character::isISOControl))
                .distinct()
                .limit(MOST_MODELS)
                .toList();
    }
}
