package me.fhir.chitchat;

import static me.fhir.chitchat.StubbedProviderServer.PERMIT;
import static me.fhir.chitchat.StubbedProviderServer.completion;
import static me.fhir.chitchat.StubbedProviderServer.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import me.fhir.chitchat.llm.StubModelServer;
import me.fhir.chitchat.runtime.lifecycle.WorkerThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hundred conversations of planners side by side, against a model that thinks for 300 ms. */
@Timeout(240)
class HundredConversationsTest {
    private static final int TALKS = 100;
    private static final int AT_ONCE = 8;
    private static final Pattern CASE = Pattern.compile("case (\\d+)");
    private static final String ORACLE = "oracle";

    @TempDir
    Path folder;

    private final CountDownLatch allWait = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    /** Waits, then answers for the agent that asks. */
    private StubModelServer.Answer think(StubModelServer.Asked asked) throws InterruptedException {
        allWait.await();
        assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
        return completion(play(asked.body()));
    }

    private static String play(String prompt) {
        if (prompt.contains("machinery behind a simulated tool")) {
            return PERMIT;
        }
        if (prompt.contains("You are the agent asker")) {
            return step("sendMessageToRemoteAgent", "{\"text\":\"May I?\"}");
        }
        return prompt.contains("You have used grant")
                ? step("sendMessageToRemoteAgent", "{\"text\":\"Granted.\"}")
                : step("grant", "{}");
    }

    @Test
    void allReachTheirOutcomeAndNoneStarves() throws Exception {
        try (StubbedProviderServer talk = new StubbedProviderServer(folder)) {
            talk.stub.thinking(this::think);
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            int before = threads.getThreadCount();
            threads.resetPeakThreadCount();

            List<Long> talks = new ArrayList<>();
            for (int i = 0; i < TALKS; i++) {
                String own = ",\"config\":{\"systemPromptExtra\":\"case " + i + "\"}";
                talks.add(talk.begin("clerk", own));
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> talk.gauge("llm.openrouter.waiting") == TALKS - AT_ONCE);
            allWait.countDown();
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> talks.stream().allMatch(talk::completed));

            for (long id : talks) {
                var events = talk.events(id);
                var last = events.get(events.size() - 1);
                assertThat(last.at("/payload/outcome/status").asText()).isEqualTo("success");
                assertThat(last.at("/payload/attachments/0/name").asText()).isEqualTo("permit.md");
                assertThat(last.at("/turn").intValue()).isEqualTo(1);
            }
            assertThat(talk.stub.mostAtOnce()).isEqualTo(AT_ONCE);
            assertThat(talk.stub.asked()).as("grant, oracle, message").hasSize(3 * TALKS);
            // Calls that are under way together reach the stub in any order.
            List<String> cases = cases(talk.stub.asked());
            assertThat(cases.subList(0, TALKS - AT_ONCE))
                    .as("nobody's second call comes before others' first")
                    .doesNotContain(ORACLE)
                    .doesNotHaveDuplicates();
            assertThat(new HashSet<>(cases.subList(0, TALKS + AT_ONCE)))
                    .as("everybody had a first call by then")
                    .hasSize(TALKS + 1);
            // Those who wait for a model wait in their own threads where the runtime has no virtual ones, and in
            // no more.
            int most = WorkerThreads.virtual() ? 60 : TALKS + 60;
            assertThat(threads.getPeakThreadCount() - before).isLessThan(most);
            await().until(() -> talk.gauge("llm.openrouter.running") == 0);
        }
    }

    /** Whose call each one was, by the number of the case. */
    private static List<String> cases(List<StubModelServer.Asked> asked) {
        return asked.stream()
                .map(call -> CASE.matcher(call.body()))
                .map(found -> found.find() ? found.group(1) : ORACLE)
                .toList();
    }
}
