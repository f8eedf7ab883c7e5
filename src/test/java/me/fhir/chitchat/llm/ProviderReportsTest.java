package me.fhir.chitchat.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dropwizard.jackson.Jackson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import me.fhir.chitchat.llm.FinishedCall.Cancelled;
import me.fhir.chitchat.llm.FinishedCall.EndedWithAnswer;
import me.fhir.chitchat.llm.FinishedCall.EndedWithFailure;
import me.fhir.chitchat.llm.FinishedCall.Ending;
import me.fhir.chitchat.llm.ModelException.FailureDetails;
import org.junit.jupiter.api.Test;

class ProviderReportsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final ProviderReports reports = new ProviderReports();

    @Test
    void reportsTheLastFailureAndSinceWhenTheProviderFails() {
        keep(Provider.OPENAI, 0, answer());
        keep(Provider.OPENAI, 10, failure("no credit"));
        keep(Provider.OPENAI, 20, failure("wrong key"));
        ProviderReports.ProviderReport report = reports.all().get(0);
        assertThat(report.answered()).isFalse();
        assertThat(report.failure()).isEqualTo("wrong key");
        assertThat(report.since()).isEqualTo(NOON.plusSeconds(11));
        assertThat(report.at()).isEqualTo(NOON.plusSeconds(21));
        assertThat(report.took()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void reportsSinceWhenAProviderAnswersAgain() {
        keep(Provider.OPENAI, 0, failure("wrong key"));
        keep(Provider.OPENAI, 10, answer());
        keep(Provider.OPENAI, 20, answer());
        assertThat(reports.all()).singleElement().satisfies(report -> {
            assertThat(report.answered()).isTrue();
            assertThat(report.since()).isEqualTo(NOON.plusSeconds(11));
        });
    }

    @Test
    void learnsNothingFromAnAbandonedCall() {
        keep(Provider.OPENAI, 0, failure("wrong key"));
        keep(Provider.OPENAI, 10, new Cancelled());
        assertThat(reports.all()).singleElement().satisfies(report -> assertThat(report.at())
                .isEqualTo(NOON.plusSeconds(1)));
    }

    @Test
    void reportsAProviderThatDoesNotEvenListItsModels() throws Exception {
        LlmConfiguration configuration = Jackson.newObjectMapper()
                .readValue(
                        "{\"openai\": {\"apiKey\": \"wrong\", \"baseUrl\": \"http://127.0.0.1:9\"}}",
                        LlmConfiguration.class);
        ModelException refused = new ModelException(
                new FailureDetails(Provider.OPENAI.wire(), 401, null, false), "It refused this server's key.");
        ModelCatalog catalog = new ModelCatalog(configuration, () -> {
            throw refused;
        });
        RoutedModel model = new RoutedModel(catalog, new EnumMap<>(Provider.class), reports, Clock.systemUTC());
        ChatRequest request =
                ChatRequest.of(List.of(ChatMessage.user("?"))).with(new ModelChoice(Provider.OPENAI.wire(), null));

        assertThatThrownBy(() -> model.complete(request)).isSameAs(refused);

        assertThat(reports.all()).singleElement().satisfies(report -> {
            assertThat(report.route().provider()).isEqualTo(Provider.OPENAI);
            assertThat(report.failure()).isEqualTo("It refused this server's key.");
        });
    }

    @Test
    void keepsTheProvidersApart() {
        keep(Provider.GOOGLE, 0, answer());
        keep(Provider.OPENAI, 0, failure("wrong key"));
        assertThat(reports.all())
                .extracting(report -> report.route().provider(), ProviderReports.ProviderReport::answered)
                .containsExactlyInAnyOrder(tuple(Provider.GOOGLE, true), tuple(Provider.OPENAI, false));
    }

    private void keep(Provider provider, int second, Ending ending) {
        ChatRequest request = ChatRequest.of(List.of(ChatMessage.user("?")));
        reports.keep(new FinishedCall(
                new ModelRoute(provider, "some-model"),
                request,
                NOON.plusSeconds(second),
                Duration.ofSeconds(1),
                ending));
    }

    private static Ending answer() {
        return new EndedWithAnswer(new ChatResponse("x", List.of(), null, "openai", "some-model", null));
    }

    private static Ending failure(String sentence) {
        return new EndedWithFailure(new ModelException(new FailureDetails("openai", 401, null, false), sentence));
    }
}
