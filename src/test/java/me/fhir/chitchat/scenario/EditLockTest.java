package me.fhir.chitchat.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class EditLockTest {
    private static final Map<String, Object> PUBLISHED =
            Map.of("metadata", Map.of("tags", List.of("other", "published")));

    @Test
    void locksPublishedScenario() {
        assertThat(new EditLock("s3cret").locks(PUBLISHED)).isTrue();
    }

    @Test
    void locksNothingElse() {
        EditLock lock = new EditLock("s3cret");
        assertThat(lock.locks(Map.of("metadata", Map.of("tags", List.of("draft", "unpublished", "Published")))))
                .isFalse();
        assertThat(lock.locks(Map.of("metadata", Map.of("tags", "published")))).isFalse();
        assertThat(lock.locks(Map.of("tags", List.of("published")))).isFalse();
        assertThat(lock.locks(Map.of())).isFalse();
    }

    @ParameterizedTest
    @NullAndEmptySource
    void isOffWithoutToken(@Nullable String token) {
        EditLock lock = new EditLock(token);
        assertThat(lock.isArmed()).isFalse();
        assertThat(lock.locks(PUBLISHED)).isFalse();
    }

    @Test
    void opensWithTokenAlone() {
        EditLock lock = new EditLock("s3cret");
        assertThat(lock.opensWith("s3cret")).isTrue();
        assertThat(lock.opensWith("s3cre")).isFalse();
        assertThat(lock.opensWith("s3crets")).isFalse();
        assertThat(lock.opensWith("S3CRET")).isFalse();
        assertThat(lock.opensWith("")).isFalse();
        assertThat(lock.opensWith(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "0123", "ab #cd", "a: b", "${X}", " padded ", "{\"a\":[1]}"})
    void takesTokenAsPlainText(String token) {
        assertThat(new EditLock(token).opensWith(token.strip())).isTrue();
    }

    @Test
    void staysShutForBlankHeaderEvenIfTokenIsBlank() {
        EditLock lock = new EditLock("  ");
        assertThat(lock.locks(PUBLISHED)).isTrue();
        assertThat(lock.opensWith("")).isFalse();
        assertThat(lock.opensWith("  ")).isFalse();
    }

    @Test
    void knowsTokenBeyondAsciiInEitherEncodingOfTheHeader() {
        EditLock lock = new EditLock("schlüssel");
        String utf8SeenAsLatin1 = new String("schlüssel".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(lock.opensWith(utf8SeenAsLatin1)).isTrue();
        assertThat(lock.opensWith("schlüssel")).isTrue();
        assertThat(lock.opensWith("schlussel")).isFalse();
    }
}
