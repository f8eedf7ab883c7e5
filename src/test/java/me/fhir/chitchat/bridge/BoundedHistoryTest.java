package me.fhir.chitchat.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedHistoryTest {
    @Test
    void dropsTheOldestWhenThereAreTooMany() {
        BoundedHistory<String> newest = new BoundedHistory<>(2, 1000);
        newest.add("a", 1);
        newest.add("b", 1);
        newest.add("c", 1);
        assertThat(newest.items()).containsExactly("b", "c");
    }

    @Test
    void dropsTheOldestWhenTheyAreTooLongTogether() {
        BoundedHistory<String> newest = new BoundedHistory<>(10, 100);
        newest.add("a", 60);
        newest.add("b", 40);
        assertThat(newest.items()).containsExactly("a", "b");
        assertThat(newest.isWhole()).isTrue();
        newest.add("c", 1);
        assertThat(newest.items()).containsExactly("b", "c");
        assertThat(newest.isWhole()).isFalse();
    }

    @Test
    void keepsTheVeryNewestHoweverLongItIs() {
        BoundedHistory<String> newest = new BoundedHistory<>(10, 100);
        newest.add("a", 1);
        newest.add("b", 1_000_000);
        assertThat(newest.items()).containsExactly("b");
        newest.add("c", 5);
        assertThat(newest.items()).containsExactly("c");
    }
}
