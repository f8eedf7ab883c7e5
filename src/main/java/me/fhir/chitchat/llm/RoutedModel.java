package me.fhir.chitchat.llm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import me.fhir.chitchat.llm.FinishedCall.Cancelled;
import me.fhir.chitchat.llm.FinishedCall.EndedWithAnswer;
import me.fhir.chitchat.llm.FinishedCall.EndedWithFailure;
import me.fhir.chitchat.llm.FinishedCall.Ending;

/** Sends every request to the provider that the catalogue picks, and has every call kept in the log. */
public final class RoutedModel implements ChatModel {
    private final ModelCatalog catalog;
    private final Map<Provider, ChatModel> models;
    private final CallLog log;
    private final Clock clock;

    public RoutedModel(ModelCatalog catalog, Map<Provider, ChatModel> models, CallLog log, Clock clock) {
        this.catalog = catalog;
        this.models = new EnumMap<>(models);
        this.log = log;
        this.clock = clock;
    }

    @Override
    public ChatResponse complete(ChatRequest request) throws ModelException, InterruptedException {
        ModelRoute route = route(request);
        ChatModel model = models.get(route.provider());
        if (model == null) {
            throw new IllegalStateException(
                    "no implementation of provider " + route.provider().wire());
        }
        RunningCall call = new RunningCall(
                route,
                request.with(route.choice()).with(catalog.sampling(request.sampling())),
                clock.instant(),
                System.nanoTime());
        try {
            ChatResponse response = model.complete(call.request());
            log.keep(call.ended(new EndedWithAnswer(response)));
            return response;
        } catch (ModelException e) {
            log.keep(call.ended(new EndedWithFailure(e)));
            throw e;
        } catch (InterruptedException e) {
            log.keep(call.ended(new Cancelled()));
            throw e;
        }
    }

    /** A provider that does not even list its models has failed this call, and its report says so. */
    private ModelRoute route(ChatRequest request) throws ModelException, InterruptedException {
        Instant started = clock.instant();
        long startedNanos = System.nanoTime();
        try {
            return catalog.route(request.choice());
        } catch (ModelException e) {
            Provider.named(e.failure().provider())
                    .map(provider -> new ModelRoute(
                            provider,
                            Objects.requireNonNullElse(e.failure().spent().model(), "")))
                    .map(unlisted -> new RunningCall(unlisted, request, started, startedNanos))
                    .ifPresent(call -> log.keep(call.ended(new EndedWithFailure(e))));
            throw e;
        }
    }

    private record RunningCall(ModelRoute route, ChatRequest request, Instant started, long startedNanos) {
        FinishedCall ended(Ending ending) {
            Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
            return new FinishedCall(route, request, started, took, ending);
        }
    }
}
