package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ReusedArraysTest {
    private final ReusedArrays arrays = new ReusedArrays(1, 100);

    @Test
    void givesAFreeBlockAgain() {
        byte[] block = arrays.block();
        arrays.free(block);
        assertThat(arrays.block()).isSameAs(block);
        assertThat(arrays.block()).isNotSameAs(block);
    }

    @Test
    void keepsNoMoreThanItMayAndOnlyBlocks() {
        byte[] kept = arrays.block();
        byte[] surplus = arrays.block();
        arrays.free(new byte[10]);
        arrays.free(kept);
        arrays.free(surplus);
        assertThat(arrays.block()).isSameAs(kept);
        assertThat(arrays.block()).isNotSameAs(surplus);
    }

    @Test
    void givesTheWholeArrayToOneReaderAtATime() {
        byte[] first = arrays.withWhole(50, Function.identity());
        assertThat(first).hasSizeGreaterThanOrEqualTo(50);
        byte[] inner = arrays.withWhole(20, outer -> {
            assertThat(outer).isSameAs(first);
            return arrays.withWhole(20, Function.identity());
        });
        assertThat(inner).isNotSameAs(first);
        assertThat(arrays.<byte[]>withWhole(50, Function.identity())).isSameAs(first);
        byte[] large = arrays.withWhole(101, Function.identity());
        assertThat(arrays.<byte[]>withWhole(101, Function.identity())).isNotSameAs(large);
    }
}
