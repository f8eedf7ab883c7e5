package me.fhir.chitchat.llm.openai;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import me.fhir.chitchat.json.Json;
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
import org.jspecify.annotations.Nullable;

/**
 * The models that {@code GET {base}/models} lists: asked when first needed and again after a while. One caller asks,
 * the others wait for it; a failure is remembered for a moment, so that a server that is down costs them that once.
 */
public final class ListedModels implements ModelList {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration FAILURE_FRESH = Duration.ofSeconds(10);
    private static final int MAX_MODELS = 1000;
    private static final int MAX_NAME_LENGTH = 200;

    private final ProviderSettings settings;
    private final ModelHttp http;
    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable CachedList latest;

    private record CachedList(List<String> models, @Nullable ModelException failure, long atNanos) {}

    public ListedModels(ProviderSettings settings, ModelHttp http, LongSupplier nanoTime) {
        this.settings = settings;
        this.http = http;
        this.nanoTime = nanoTime;
    }

    @Override
    public List<String> models() throws ModelException, InterruptedException {
        String base = settings.base(Provider.OPENAI).orElse(null);
        return base == null ? List.of() : models(fresh(URI.create(base + "/models")));
    }

    private CachedList fresh(URI uri) throws InterruptedException {
        CachedList known = latest;
        if (known != null && isFresh(known)) {
            return known;
        }
        asking.lockInterruptibly();
        try {
            known = latest;
            if (known != null && isFresh(known)) {
                return known;
            }
            CachedList now = ask(uri, known == null ? List.of() : known.models());
            latest = now;
            return now;
        } finally {
            asking.unlock();
        }
    }

    private boolean isFresh(CachedList known) {
        Duration life = known.failure() == null ? FRESH : FAILURE_FRESH;
        return nanoTime.getAsLong() - known.atNanos() < life.toNanos();
    }

    /** An old list is better than none: a server that is away for a moment comes back with the same models. */
    private static List<String> models(CachedList latest) throws ModelException {
        if (latest.failure() != null && latest.models().isEmpty()) {
            throw latest.failure();
        }
        return latest.models();
    }

    private CachedList ask(URI uri, List<String> before) throws InterruptedException {
        Failures failures = new Failures(Provider.OPENAI, Failures.MODEL_LIST, settings.apiKey());
        try {
            HttpReply reply =
                    http.send(new HttpCall(uri, ChatCompletions.authorization(settings.apiKey()), null), TIME_LIMIT);
            if (!reply.ok()) {
                return failed(
                        failures.status(reply, ErrorReport.inFailed(reply.body()))
                                .cause(),
                        before);
            }
            Json.Array list = list(reply.body());
            if (list == null) {
                return failed(failures.unreadable(reply).cause(), before);
            }
            return new CachedList(names(list), null, nanoTime.getAsLong());
        } catch (NoReplyException e) {
            return failed(failures.noReply(e).cause(), before);
        }
    }

    private CachedList failed(ModelException failure, List<String> before) {
        return new CachedList(before, failure, nanoTime.getAsLong());
    }

    /** The list in an answer: a bare one (Together AI, gateways), or the member {@code data} or {@code models}. */
    private static Json.@Nullable Array list(String body) {
        Json answer = Json.parseOrNull(body);
        if (answer instanceof Json.Object object) {
            return object.get("data") instanceof Json.Array data
                    ? data
                    : object.get("models") instanceof Json.Array models ? models : null;
        }
        return answer instanceof Json.Array list ? list : null;
    }

    private static List<String> names(Json.Array list) {
        return list.elements().stream()
                .flatMap(entry -> Stream.ofNullable(name(entry)))
                .filter(id -> !id.isBlank() && id.length() <= MAX_NAME_LENGTH)
                .filter(id -> id.chars().noneMatch(Character::isISOControl))
                .distinct()
                .limit(MAX_MODELS)
                .toList();
    }

    /** The name of an entry, which is an object with an id or name, or the name itself. */
    private static @Nullable String name(Json entry) {
        if (entry instanceof Json.Text text) {
            return text.value();
        }
        return entry instanceof Json.Object object
                ? Stream.of("id", "name", "model")
                        .map(object::text)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
