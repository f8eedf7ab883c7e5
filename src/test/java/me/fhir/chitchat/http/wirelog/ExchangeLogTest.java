package me.fhir.chitchat.http.wirelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeLogTest {
    private final ExchangeLog log = new ExchangeLog(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private Recording begin(String owner, String path) {
        Recording recording = log.begin(
                new LoggedExchange.LoggedRequest("POST", path, List.of(), new LoggedExchange.Body("", 0)),
                AddressSecrets.ofCode("7F3K-9QWD-2MXA"));
        log.keep(owner, recording);
        return recording;
    }

    private static void ask(Recording recording, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        recording.addRequestBytes(bytes, 0, bytes.length);
    }

    @Test
    void keepsTheLastHundredOfAnOwner() {
        for (int i = 0; i < 130; i++) {
            begin("a", "/" + i);
        }
        begin("b", "/other");
        assertThat(log.of("a", 0)).hasSize(100).first().satisfies(exchange -> assertThat(
                        exchange.request().path())
                .isEqualTo("/30"));
        assertThat(log.of("b", 0)).hasSize(1);
        assertThat(log.of("c", 0)).isEmpty();
    }

    @Test
    void keepsAThousandOfAllTheLongestUnusedGoingFirst() {
        for (int i = 0; i < 1_100; i++) {
            begin("owner " + i / 10, "/" + i);
        }
        assertThat(log.of("owner 9", 0)).isEmpty();
        assertThat(log.of("owner 10", 0)).hasSize(10);
        assertThat(log.of("owner 109", 0)).hasSize(10);
    }

    @Test
    void tellsWhatHasChangedSinceARevision() {
        Recording first = begin("a", "/1");
        Recording second = begin("a", "/2");
        long seen = log.of("a", 0).get(1).revision();
        assertThat(log.of("a", seen)).isEmpty();
        first.ended();
        assertThat(log.of("a", seen))
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.request().path()).isEqualTo("/1"));
        second.ended();
        assertThat(log.of("a", seen)).hasSize(2);
    }

    @Test
    void keepsTheBeginningOfALongBody() {
        Recording recording = begin("a", "/");
        ask(recording, "x".repeat(20_000));
        ask(recording, "y".repeat(20_000));
        LoggedExchange.Body body = log.of("a", 0).get(0).request().body();
        assertThat(body.text()).isEqualTo("x".repeat(CutBytes.MAX));
        assertThat(body.bytes()).isEqualTo(40_000);
    }

    @Test
    void takesOutEverySpellingOfTheCodeAndHeadersThatMayBeSecret() {
        Recording recording = begin("a", "/");
        ask(recording, "7F3K-9QWD-2MXA 7f3k9qwd2mxa 7F3K9QWD-2mxa 7F3K");
        assertThat(log.of("a", 0).get(0).request().body().text()).isEqualTo("{code} {code} {code} 7F3K");
        AddressSecrets secrets = AddressSecrets.ofConfig("eyJ4IjoxfQ");
        assertThat(secrets.header("Authorization", "Bearer x")).isEqualTo("(removed)");
        assertThat(secrets.header("X-Own-Token", "x")).isEqualTo("(removed)");
        assertThat(secrets.header("Content-Type", "application/json")).isEqualTo("application/json");
        assertThat(secrets.header("Location", "/api/bridge/eyJ4IjoxfQ/a2a")).isEqualTo("/api/bridge/{config64}/a2a");
    }
}
