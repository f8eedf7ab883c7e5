package me.fhir.chitchat.http.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathSegmentTest {
    @Test
    void undoesPercentEncodingAndKeepsPlusSigns() {
        assertThat(PathSegment.decoded("a+b%2Bc%20d%C3%A9")).hasValue("a+b+c dé");
        assertThat(PathSegment.decoded("a+b")).hasValue("a+b");
    }

    @Test
    void isEmptyWhenTheEncodingIsBroken() {
        assertThat(PathSegment.decoded("a%2")).isEmpty();
        assertThat(PathSegment.decoded("%zz")).isEmpty();
    }
}
