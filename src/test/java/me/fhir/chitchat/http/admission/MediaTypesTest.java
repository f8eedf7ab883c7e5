package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/a2a+json ;v=1"
            })
    void takesTypesOfJson(String contentType) {
        assertThat(MediaTypes.isJson(contentType)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/json", "text/plain; a=application/json", "application/jsonp", "image/svg+json"})
    void takesNoOtherTypes(String contentType) {
        assertThat(MediaTypes.isJson(contentType)).isFalse();
    }

    @Test
    void takesNoMissingType() {
        assertThat(MediaTypes.isJson(null)).isFalse();
        assertThat(MediaTypes.withoutParameters(null)).isEmpty();
    }
}
