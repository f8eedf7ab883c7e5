package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that repeats something thousands of times is read to its end, and decides nothing. */
class HostileTextTest {
    private static final int LENGTH = 12_000;
    private static final int MORE_THAN_IS_READ = 2_000_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                " ",
                "\u00a0",
                "\n",
                "\t",
                "a.",
                "a. ",
                "a, ",
                "a; ",
                "a:",
                "a: ",
                "a/",
                "a-",
                "a_",
                "a@",
                "aB",
                "1",
                "1.",
                "1,",
                "1'",
                "1:1",
                "1 000 ",
                "12.12.",
                "2026-",
                "A1-",
                "S83.241A ",
                "3 days ",
                "1 % ",
                "between 1 and ",
                "at least 1 ",
                "since 1 May 2026 ",
                "six weeks of ",
                "if a then b, ",
                "the a of the ",
                "no ",
                "not ",
                "a and ",
                "a or ",
                "because ",
                "Aa Bb ",
                "The a is b. ",
                "a? ",
                "?",
                "!",
                "(",
                "()",
                "[",
                "\"",
                "\"a\" ",
                "*",
                "**a ",
                "- ",
                "# a\n",
                "1. x\n",
                "- a: b\n",
                "|a",
                "|a|b|\n",
                "|---",
                "| :--",
                "{\"a\":",
                "[1,",
                "http://a.",
                "年",
                "1年以上",
                "は、",
                "ا ",
                "😀",
                "\ud83d ",
                "1. x: what is the amount? It has to be between a and ",
                "1. 9 weeks\n",
                " 1. yes 2. no",
                "The therapy was 9 weeks. Sorry, I meant 5 weeks.\n",
                "Oops, 11 weeks. ",
                "9 weeks, sorry, ",
                "Her brother waits 9 weeks. ",
                "It was 9 weeks. I am not sure. ",
                "> 1. Therapy\n9 weeks\n"
            })
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void isReadToItsEnd(String repeated) throws Exception {
        assertDecidesNothing("a" + repeated.repeat(LENGTH / repeated.length()) + "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no a, ", "The therapy was 9 weeks. Sorry, I meant 5 weeks.\n"})
    @Timeout(value = 40, unit = TimeUnit.SECONDS)
    void ofVeryLongMessagesTheBeginningIsRead(String repeated) throws Exception {
        assertDecidesNothing(repeated.repeat(MORE_THAN_IS_READ / repeated.length()));
    }

    private static void assertDecidesNothing(String text) throws Exception {
        Play play = new Play(Scenarios.named("scen_knee_mri_01"));
        Play.Result result = play.against(List.of(Play.says(text), Play.says("Hello"), Play.says("Please decide.")));
        assertThat(result.status()).isIn("failure", "neutral");
        assertThat(result.transcript().replace(text, "")).doesNotContain("an error of its own");
    }
}
