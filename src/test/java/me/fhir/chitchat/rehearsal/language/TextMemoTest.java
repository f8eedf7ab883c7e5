package me.fhir.chitchat.rehearsal.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextMemoTest {
    private final List<String> read = new ArrayList<>();
    private final TextMemo<String> memo = new TextMemo<>(text -> {
        read.add(text);
        return "read " + text;
    });

    @Test
    void readsATextOnce() {
        assertThat(memo.of("a")).isEqualTo("read a").isSameAs(memo.of(new String("a".toCharArray())));
        assertThat(memo.of("b")).isEqualTo("read b");
        assertThat(read).containsExactly("a", "b");
    }

    @Test
    void mayReadAPartOfATextByItself() {
        List<TextMemo<Integer>> self = new ArrayList<>();
        self.add(new TextMemo<>(text -> text.isEmpty() ? 0 : 1 + self.get(0).of(text.substring(1))));
        assertThat(self.get(0).of("abc")).isEqualTo(3);
    }

    @Test
    void keepsAsManyCharactersAsFitAndNoTextThatWouldDriveOutMany() {
        String large = "x".repeat(300_000);
        assertThat(memo.of(large)).hasSize(large.length() + 5);
        memo.of(large);
        assertThat(read).containsExactly(large, large);
        for (int i = 0; i < 2_000; i++) {
            memo.of("y".repeat(400) + i);
        }
        read.clear();
        for (int i = 0; i < 2_000; i++) {
            memo.of("y".repeat(400) + i);
        }
        assertThat(read).hasSizeGreaterThan(1_000);
    }
}
